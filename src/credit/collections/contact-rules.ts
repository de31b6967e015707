import { addDays, type Day } from '#engine/calendar/days';

/**
 * When a borrower may be contacted about a debt. POJK 22/2023 article 62: only the consumer, Monday to Saturday, not on
 * national holidays, 08:00 to 20:00 local time; another place or time only with the consumer's consent; not continuously
 * disturbing. How often is not set there: the limit is the institution's own.
 */
export const INDONESIAN_ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const;
export type IndonesianZone = (typeof INDONESIAN_ZONES)[number];
const WEST: IndonesianZone = 'Asia/Jakarta';

/** Hours after UTC; there is no summer time. */
const HOURS_AHEAD: Record<IndonesianZone, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENS_HOUR = 8;
const CLOSES_HOUR = 20;
const SUNDAY = 0;
const WEEK_DAYS = 7;
/** Holidays move by at most this many days in a row; a search for the next allowed moment ends here. */
const MOST_DAYS_AHEAD = 30;

export const CONTACT_CHANNELS = ['message', 'email', 'phone', 'visit'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];
export const RECIPIENTS = ['borrower', 'emergency-contact', 'other'] as const;
export type Recipient = (typeof RECIPIENTS)[number];

export type ContactWish = { at: Date; channel: ContactChannel; recipient: Recipient };

export type ContactFacts = {
  /** Where the borrower lives; null where nobody knows: then it must be a contact hour in all of them. */
  zone: IndonesianZone | null;
  holidays: ReadonlySet<Day>;
  /** Contacts that were made with this borrower, of the last seven days at least. */
  earlier: readonly Date[];
  limits: { perDay: number; perWeek: number };
  consent: {
    /** The borrower has agreed to be contacted at other hours and days. */
    isAnyTimeAgreed: boolean;
    /** Ways the borrower has agreed to; a visit needs consent always. */
    isVisitAgreed: boolean;
    /** Ways the borrower has withdrawn. */
    withdrawn: readonly ContactChannel[];
  };
  /** Nobody is pressed while a hardship request is looked at, or a payment that is not shown yet is looked for. */
  isPaused: boolean;
};

export type ContactDecision =
  | { allowed: true }
  | {
      allowed: false;
      code:
        | 'collections.only-the-borrower'
        | 'collections.no-consent'
        | 'collections.paused'
        | 'collections.outside-hours'
        | 'collections.too-often';
      /** The first moment at which the same wish would be allowed; null where time alone does not help. */
      earliestAt: Date | null;
    };

/** May this contact be made? The strictest rule answers first, so that nobody waits for an hour that does not help. */
export function decideContact(wish: ContactWish, facts: ContactFacts): ContactDecision {
  const never = (code: 'collections.only-the-borrower' | 'collections.no-consent' | 'collections.paused') =>
    ({ allowed: false, code, earliestAt: null }) as const;
  if (wish.recipient !== 'borrower') return never('collections.only-the-borrower');
  if (facts.isPaused) return never('collections.paused');
  if (facts.consent.withdrawn.includes(wish.channel)) return never('collections.no-consent');
  if (wish.channel === 'visit' && !facts.consent.isVisitAgreed) return never('collections.no-consent');
  const isOpen = facts.consent.isAnyTimeAgreed || isContactHour(wish.at, facts);
  if (!isOpen) {
    return { allowed: false, code: 'collections.outside-hours', earliestAt: nextAllowed(wish.at, facts) };
  }
  if (isTooOften(wish.at, facts)) {
    return { allowed: false, code: 'collections.too-often', earliestAt: nextAllowed(nextDayOf(wish.at, facts), facts) };
  }
  return { allowed: true };
}

/** Monday to Saturday, no national holiday, 08:00 to 20:00 where the borrower lives. 20:00 itself is too late. */
export function isContactHour(at: Date, { zone, holidays }: Pick<ContactFacts, 'zone' | 'holidays'>): boolean {
  return (zone === null ? INDONESIAN_ZONES : [zone]).every((own) => isOpenIn(at, own, holidays));
}

function isOpenIn(at: Date, zone: IndonesianZone, holidays: ReadonlySet<Day>): boolean {
  const hour = localTime(at, zone).getUTCHours();
  return hour >= OPENS_HOUR && hour < CLOSES_HOUR && isContactDay(localDay(at, zone), holidays);
}

export function isContactDay(day: Day, holidays: ReadonlySet<Day>): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() !== SUNDAY && !holidays.has(day);
}

/** The calendar day where the borrower lives. */
export function localDay(at: Date, zone: IndonesianZone): Day {
  return localTime(at, zone).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** The moment at which an hour of a day begins where the borrower lives. */
export function momentOf(day: Day, hour: number, zone: IndonesianZone): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + (hour - HOURS_AHEAD[zone]) * HOUR_MS);
}

/** The clock on the borrower's wall, read as if it were UTC. */
function localTime(at: Date, zone: IndonesianZone): Date {
  return new Date(at.getTime() + HOURS_AHEAD[zone] * HOUR_MS);
}

function nextDayOf(at: Date, { zone }: Pick<ContactFacts, 'zone'>): Date {
  const west = zone ?? WEST;
  return momentOf(addDays(localDay(at, west), 1), OPENS_HOUR, west);
}

/** From a moment on, the first that lies in contact hours and does not pass the limits. */
function nextAllowed(from: Date, facts: ContactFacts): Date | null {
  const west = facts.zone ?? WEST;
  let at = from;
  for (let tried = 0; tried < MOST_DAYS_AHEAD; tried += 1) {
    // The west opens last: when it is eight there, it is day everywhere.
    const opens = momentOf(localDay(at, west), OPENS_HOUR, west);
    const moment = new Date(Math.max(at.getTime(), opens.getTime()));
    if (isContactHour(moment, facts) && !isTooOften(moment, facts)) return moment;
    at = nextDayOf(at, facts);
  }
  return null;
}

/** Counted by the borrower's days; a week is the day and the six before. */
function isTooOften(at: Date, { earlier, limits, zone }: ContactFacts): boolean {
  const own = zone ?? WEST;
  const today = localDay(at, own);
  const weekFrom = addDays(today, 1 - WEEK_DAYS);
  const days = earlier.filter((moment) => moment <= at).map((moment) => localDay(moment, own));
  const onDay = days.filter((day) => day === today).length;
  const inWeek = days.filter((day) => day >= weekFrom).length;
  return onDay >= limits.perDay || inWeek >= limits.perWeek;
}

/** Contacts older than this are not asked for. */
export function contactsSince(at: Date): Date {
  return new Date(at.getTime() - (WEEK_DAYS + 1) * DAY_MS);
}
