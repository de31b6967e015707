import { type Static, Type } from 'typebox';

const Strict = { additionalProperties: false } as const;
const Day = Type.String({ format: 'date' });

/** What operators may put right before the next version: sightings, decrees, school holidays. Wins over the built-in tables. */
export const Corrections = Type.Object(
  {
    /** First days of Hijri months as announced. */
    hijriMonths: Type.Array(
      Type.Object(
        {
          year: Type.Integer({ minimum: 1400, maximum: 1600 }),
          month: Type.Integer({ minimum: 1, maximum: 12 }),
          on: Day,
        },
        Strict,
      ),
      { maxItems: 200 },
    ),
    /** Single days: `none` takes away what the tables say of that day. */
    days: Type.Array(
      Type.Object(
        {
          on: Day,
          kind: Type.Enum(['public', 'joint_leave', 'observed', 'none']),
          name: Type.Object({ id: Type.String({ maxLength: 100 }), en: Type.String({ maxLength: 100 }) }, Strict),
        },
        Strict,
      ),
      { maxItems: 1_000 },
    ),
    schoolHolidays: Type.Array(Type.Object({ from: Day, to: Day }, Strict), { maxItems: 200 }),
  },
  Strict,
);
export type Corrections = Static<typeof Corrections>;

export const NO_CORRECTIONS: Corrections = { hijriMonths: [], days: [], schoolHolidays: [] };

/** Versioned and audited like every setting; the editable table of the calendar. */
export const CALENDAR_SETTING = {
  key: 'calendar.corrections',
  schema: Corrections,
  default: NO_CORRECTIONS,
  description: {
    id: 'Koreksi kalender: awal bulan Hijriah, hari libur, cuti bersama, libur sekolah',
    en: 'Corrections of the calendar: first days of Hijri months, holidays, joint leave, school holidays',
  },
};
