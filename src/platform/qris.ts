/**
 * QRIS, Indonesia's national QR payment code: EMVCo merchant-presented TLV with a CRC. Sources: EMVCo QR Code Specification
 * for Payment Systems (merchant-presented mode) and the national QRIS profile of Bank Indonesia.
 *
 * A payload is a chain of fields: two digits of tag, two digits of length, the value. Lengths count characters, the checksum
 * runs over UTF-8 bytes. Field 00 comes first and 63 last; the order between them is free, so codes are read into a map.
 */

export const QRIS_NAME_LIMIT = 25;
export const QRIS_CITY_LIMIT = 15;
/** The usual ceiling of one QRIS payment, Rp 10 million (Bank Indonesia). A habit of the market, so callers may set another. */
export const QRIS_AMOUNT_LIMIT_MINOR = 10_000_000;
const PAYLOAD_LIMIT = 512;
const NATIONAL_DOMAIN = 'ID.CO.QRIS.WWW';

export type QrisFault =
  | 'malformed'
  | 'duplicate-tag'
  | 'checksum-missing'
  | 'checksum-wrong'
  | 'field-missing'
  | 'field-invalid'
  | 'amount-invalid'
  | 'amount-over-limit'
  | 'not-static';

/** Why a payload (or the wish to make one) is no good. `fault` may be switched on, `tag` says where. */
export class QrisInvalid extends Error {
  readonly fault: QrisFault;
  readonly tag: string | null;
  constructor(fault: QrisFault, sentence: string, tag: string | null = null) {
    super(sentence);
    this.name = 'QrisInvalid';
    this.fault = fault;
    this.tag = tag;
  }
}

export type TlvField = { tag: string; value: string };
/** How the payer is asked for a tip: prompted, a fixed sum in rupiah, or a percentage such as `2.5`. */
export type QrisTip = { kind: 'ask' } | { kind: 'fixed'; amountMinor: number } | { kind: 'percent'; percent: string };
/** UMI micro, UKE small, UME medium, UBE large, URE regular. */
export type QrisCriteria = 'UMI' | 'UKE' | 'UME' | 'UBE' | 'URE';

export type QrisMerchant = {
  /** Reverse domain of the acquirer, for example `ID.CO.SANDBOX.WWW`. */
  acquirerDomain: string;
  /** Merchant PAN: 93600, three digits of the institution, 18 or 19 digits in all. */
  merchantPan: string;
  merchantId: string;
  criteria: QrisCriteria;
  /** NMID, the number in the national register: `ID` and 9 to 13 digits. */
  nationalId: string;
  /** ISO 18245, four digits. */
  categoryCode: string;
  name: string;
  city: string;
  postalCode?: string;
};

/** Field 62. Each value at most 25 characters. */
export type QrisAdditional = {
  billNumber?: string;
  mobileNumber?: string;
  storeLabel?: string;
  referenceLabel?: string;
  customerLabel?: string;
  terminalLabel?: string;
  purpose?: string;
};

export type QrisCode = {
  isDynamic: boolean;
  accounts: {
    tag: string;
    acquirerDomain: string;
    merchantPan: string | null;
    merchantId: string | null;
    criteria: string | null;
  }[];
  nationalId: string | null;
  categoryCode: string | null;
  /** ISO 4217 numeric; rupiah is `360`. */
  currency: string;
  /** Whole rupiah, or null when the payer types the amount (or when the code is not in rupiah). */
  amountMinor: number | null;
  /** The amount as written in the code. */
  amountText: string | null;
  tip: QrisTip | null;
  country: string;
  merchantName: string;
  merchantCity: string;
  postalCode: string | null;
  additional: QrisAdditional;
};

const ADDITIONAL_TAGS = {
  billNumber: '01',
  mobileNumber: '02',
  storeLabel: '03',
  referenceLabel: '05',
  customerLabel: '06',
  terminalLabel: '07',
  purpose: '08',
} as const satisfies Record<keyof QrisAdditional, string>;

/**
 * Makes a code: dynamic when an amount is given, else static. Name and city are brought to printable ASCII (old scanners
 * read nothing else) and cut to their limits by characters.
 *
 * @param wish.amountMinor whole rupiah, above zero and at most `limitMinor` (Rp 10 million unless told)
 */
export function buildQris(wish: {
  merchant: QrisMerchant;
  amountMinor?: number;
  tip?: QrisTip;
  additional?: QrisAdditional;
  limitMinor?: number;
}): string {
  const { merchant } = wish;
  const account = buildTlv([
    { tag: '00', value: merchant.acquirerDomain },
    { tag: '01', value: matching(merchant.merchantPan, /^93600\d{13,14}$/, '26') },
    { tag: '02', value: matching(merchant.merchantId, /^[\x21-\x7e]{1,15}$/, '26') },
    { tag: '03', value: merchant.criteria },
  ]);
  const national = buildTlv([
    { tag: '00', value: NATIONAL_DOMAIN },
    { tag: '02', value: matching(merchant.nationalId, /^ID\d{9,13}$/, '51') },
    { tag: '03', value: merchant.criteria },
  ]);
  const fields: TlvField[] = [
    { tag: '00', value: '01' },
    { tag: '01', value: wish.amountMinor === undefined ? '11' : '12' },
    { tag: '26', value: account },
    { tag: '51', value: national },
    { tag: '52', value: matching(merchant.categoryCode, /^\d{4}$/, '52') },
    { tag: '53', value: '360' },
    ...(wish.amountMinor === undefined ? [] : [amountField(wish.amountMinor, wish.limitMinor)]),
    ...tipFields(wish.tip),
    { tag: '58', value: 'ID' },
    { tag: '59', value: printable(merchant.name, QRIS_NAME_LIMIT, '59') },
    { tag: '60', value: printable(merchant.city, QRIS_CITY_LIMIT, '60') },
  ];
  if (merchant.postalCode !== undefined)
    fields.push({ tag: '61', value: matching(merchant.postalCode, /^\d{5}$/, '61') });
  const additional = additionalFields(wish.additional ?? {});
  if (additional.length > 0) fields.push({ tag: '62', value: buildTlv(additional) });
  return sealTlv(fields);
}

/**
 * Turns a printed (static) code into one for a single payment: 01 becomes `12`, the amount and the tip go in, the checksum
 * is made anew. All other fields stay as they are, in their order.
 */
export function staticToDynamic(
  payload: string,
  wish: { amountMinor: number; tip?: QrisTip; limitMinor?: number },
): string {
  const fields = readSealedTlv(payload);
  if (fields.find((field) => field.tag === '01')?.value !== '11')
    throw new QrisInvalid('not-static', 'Only a static code can be given an amount', '01');
  const kept = fields.filter((field) => !['01', '54', '55', '56', '57', '63'].includes(field.tag));
  const added = [amountField(wish.amountMinor, wish.limitMinor), ...tipFields(wish.tip)];
  const after = kept.findIndex((field) => Number(field.tag) > 57);
  const at = after === -1 ? kept.length : after;
  const [format, ...rest] = [...kept.slice(0, at), ...added, ...kept.slice(at)];
  return sealTlv([format ?? { tag: '00', value: '01' }, { tag: '01', value: '12' }, ...rest]);
}

/** Reads and checks a code. Throws `QrisInvalid` for everything that a payment app would refuse to show. */
export function parseQris(payload: string): QrisCode {
  const fields = new Map(readSealedTlv(payload).map((field) => [field.tag, field.value]));
  const currency = matching(required(fields, '53'), /^\d{3}$/, '53');
  const amountText = fields.get('54') ?? null;
  if (amountText !== null && !/^(?=.{1,13}$)\d+(\.\d{0,2})?$/.test(amountText))
    throw new QrisInvalid('amount-invalid', 'An amount is digits with an optional point', '54');
  const initiation = fields.get('01') ?? '11';
  if (initiation !== '11' && initiation !== '12')
    throw new QrisInvalid('field-invalid', 'A code is static (11) or dynamic (12)', '01');
  const national = fields.get('51');
  return {
    isDynamic: initiation === '12',
    accounts: accountsOf(fields),
    nationalId: national === undefined ? null : (mapOf(national).get('02') ?? null),
    categoryCode: fields.has('52') ? matching(required(fields, '52'), /^\d{4}$/, '52') : null,
    currency,
    amountMinor: currency === '360' && amountText !== null ? wholeRupiah(amountText) : null,
    amountText,
    tip: tipOf(fields),
    country: matching(required(fields, '58'), /^[A-Z]{2}$/, '58'),
    merchantName: limited(required(fields, '59'), QRIS_NAME_LIMIT, '59'),
    merchantCity: limited(required(fields, '60'), QRIS_CITY_LIMIT, '60'),
    postalCode: fields.get('61') ?? null,
    additional: additionalOf(fields.get('62')),
  };
}

/** Fields in a chain, without a checksum. Values are 1 to 99 characters. */
export function buildTlv(fields: readonly TlvField[]): string {
  let text = '';
  for (const { tag, value } of fields) {
    const length = charactersOf(value).length;
    if (!/^\d{2}$/.test(tag) || length < 1 || length > 99)
      throw new QrisInvalid('field-invalid', `Field ${tag} must have 1 to 99 characters`, tag);
    text += `${tag}${String(length).padStart(2, '0')}${value}`;
  }
  return text;
}

/** The fields of a chain in their order. A tag may stand once; nothing may be left over. */
export function parseTlv(text: string): TlvField[] {
  const characters = charactersOf(text);
  const fields: TlvField[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < characters.length; ) {
    const head = characters.slice(at, at + 4).join('');
    if (!/^\d{4}$/.test(head))
      throw new QrisInvalid('malformed', 'A field begins with two digits of tag and two of length');
    const tag = head.slice(0, 2);
    const length = Number(head.slice(2));
    const value = characters.slice(at + 4, at + 4 + length);
    if (length === 0 || value.length < length)
      throw new QrisInvalid('malformed', `Field ${tag} is shorter than it says`, tag);
    if (seen.has(tag)) throw new QrisInvalid('duplicate-tag', `Field ${tag} stands twice`, tag);
    seen.add(tag);
    fields.push({ tag, value: value.join('') });
    at += 4 + length;
  }
  return fields;
}

/** Adds field 63: four upper-case hex digits over everything up to and including `6304`. */
export function sealTlv(fields: readonly TlvField[]): string {
  const open = `${buildTlv(fields)}6304`;
  return open + crc16(open);
}

/**
 * CRC-16/CCITT-FALSE (also CRC-16/IBM-3740): polynomial 0x1021, start 0xFFFF, nothing reflected, no final xor.
 * The standard's check value, for `123456789`, is `29B1`.
 */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of Buffer.from(text, 'utf8'))
    crc = ((crc << 8) ^ (CRC_TABLE[((crc >> 8) ^ byte) & 0xff] ?? 0)) & 0xffff;
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

const CRC_TABLE = Uint16Array.from({ length: 256 }, (_, index) => {
  let crc = index << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

function readSealedTlv(payload: string): TlvField[] {
  const text = payload.trim();
  if (text.length > PAYLOAD_LIMIT) throw new QrisInvalid('malformed', `A code has at most ${PAYLOAD_LIMIT} characters`);
  const fields = parseTlv(text);
  if (fields[0]?.tag !== '00' || fields[0].value !== '01')
    throw new QrisInvalid('malformed', 'A code begins with 000201', '00');
  const seal = fields.at(-1);
  if (seal?.tag !== '63') throw new QrisInvalid('checksum-missing', 'A code ends with its checksum', '63');
  if (seal.value.toUpperCase() !== crc16(text.slice(0, -4)))
    throw new QrisInvalid('checksum-wrong', 'The checksum does not fit: the code is damaged', '63');
  return fields;
}

function amountField(amountMinor: number, limitMinor = QRIS_AMOUNT_LIMIT_MINOR): TlvField {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0)
    throw new QrisInvalid('amount-invalid', 'An amount is whole rupiah above zero', '54');
  if (amountMinor > limitMinor)
    throw new QrisInvalid('amount-over-limit', `One QRIS payment is at most ${limitMinor} rupiah`, '54');
  return { tag: '54', value: String(amountMinor) };
}

function tipFields(tip: QrisTip | undefined): TlvField[] {
  if (tip === undefined) return [];
  if (tip.kind === 'ask') return [{ tag: '55', value: '01' }];
  if (tip.kind === 'fixed') {
    if (!Number.isSafeInteger(tip.amountMinor) || tip.amountMinor < 0)
      throw new QrisInvalid('amount-invalid', 'A tip is whole rupiah', '56');
    return [
      { tag: '55', value: '02' },
      { tag: '56', value: String(tip.amountMinor) },
    ];
  }
  return [
    { tag: '55', value: '03' },
    { tag: '57', value: matching(tip.percent, /^\d{1,2}(\.\d{1,2})?$/, '57') },
  ];
}

function tipOf(fields: Map<string, string>): QrisTip | null {
  const kind = fields.get('55');
  if (kind === undefined) return null;
  if (kind === '01') return { kind: 'ask' };
  if (kind === '02')
    return {
      kind: 'fixed',
      amountMinor: wholeRupiah(matching(required(fields, '56'), /^\d{1,10}(\.\d{0,2})?$/, '56')),
    };
  if (kind === '03')
    return { kind: 'percent', percent: matching(required(fields, '57'), /^\d{1,3}(\.\d{1,2})?$/, '57') };
  throw new QrisInvalid('field-invalid', 'A tip is asked (01), fixed (02) or a percentage (03)', '55');
}

/** Rupiah has no cents in practice: `25000`, `25000.` and `25000.00` are the same, `25000.50` is refused. */
function wholeRupiah(text: string): number {
  const [whole = '', cents = ''] = text.split('.');
  const amountMinor = Number(whole);
  if (!/^0*$/.test(cents) || !Number.isSafeInteger(amountMinor))
    throw new QrisInvalid('amount-invalid', 'Rupiah are paid whole', '54');
  return amountMinor;
}

function accountsOf(fields: Map<string, string>): QrisCode['accounts'] {
  const accounts: QrisCode['accounts'] = [];
  for (let tag = 26; tag <= 45; tag += 1) {
    const value = fields.get(String(tag));
    if (value === undefined) continue;
    const parts = mapOf(value);
    accounts.push({
      tag: String(tag),
      acquirerDomain: required(parts, '00'),
      merchantPan: parts.get('01') ?? null,
      merchantId: parts.get('02') ?? null,
      criteria: parts.get('03') ?? null,
    });
  }
  return accounts;
}

function additionalFields(additional: QrisAdditional): TlvField[] {
  const fields: TlvField[] = [];
  for (const [name, tag] of Object.entries(ADDITIONAL_TAGS)) {
    const value = Object.entries(additional).find(([key]) => key === name)?.[1];
    if (value !== undefined) fields.push({ tag, value: matching(value, /^[\x20-\x7e]{1,25}$/, '62') });
  }
  return fields;
}

function additionalOf(value: string | undefined): QrisAdditional {
  if (value === undefined) return {};
  const parts = mapOf(value);
  return Object.fromEntries(
    Object.entries(ADDITIONAL_TAGS).flatMap(([name, tag]) => (parts.has(tag) ? [[name, parts.get(tag)]] : [])),
  );
}

function mapOf(text: string): Map<string, string> {
  return new Map(parseTlv(text).map((field) => [field.tag, field.value]));
}

function required(fields: Map<string, string>, tag: string): string {
  const value = fields.get(tag);
  if (value === undefined) throw new QrisInvalid('field-missing', `Field ${tag} is missing`, tag);
  return value;
}

function matching(value: string, pattern: RegExp, tag: string): string {
  if (!pattern.test(value))
    throw new QrisInvalid('field-invalid', `Field ${tag} has a form that QRIS does not know`, tag);
  return value;
}

function limited(value: string, limit: number, tag: string): string {
  if (charactersOf(value).length > limit)
    throw new QrisInvalid('field-invalid', `Field ${tag} has at most ${limit} characters`, tag);
  return value;
}

function printable(text: string, limit: number, tag: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]+/g, '')
    .replace(/ +/g, ' ')
    .trim();
  const cut = ascii.slice(0, limit).trim();
  if (cut === '') throw new QrisInvalid('field-invalid', `Field ${tag} has no printable character`, tag);
  return cut;
}

/** Characters, not UTF-16 halves; the common case of pure ASCII stays a plain split. */
function charactersOf(text: string): string[] {
  return Array.from(text);
}
