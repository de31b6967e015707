import type { Holiday } from './contract.ts';
import type { MonthStart } from './hijri.ts';

/**
 * What cannot be computed: days by the decrees of the three ministers (SKB Menteri Agama, Menteri Ketenagakerjaan, Menteri PANRB) and
 * by the government's sightings. A new year is a new entry here, or in force at once as the setting `calendar.corrections`.
 * Years without an entry are computed and said to be expected.
 */
export const DAYS_VERSION = '2026-11-21.2';

/** First days of Ramadan, Syawal and Zulhijah as announced (1 Zulhijah follows from Idul Adha). */
export const ANNOUNCED_MONTHS: readonly MonthStart[] = [
  { year: 1443, month: 9, on: '2022-04-03' },
  { year: 1443, month: 10, on: '2022-05-02' },
  { year: 1443, month: 12, on: '2022-07-01' },
  { year: 1444, month: 9, on: '2023-03-23' },
  { year: 1444, month: 10, on: '2023-04-22' },
  { year: 1444, month: 12, on: '2023-06-20' },
  { year: 1445, month: 9, on: '2024-03-12' },
  { year: 1445, month: 10, on: '2024-04-10' },
  { year: 1445, month: 12, on: '2024-06-08' },
  { year: 1446, month: 9, on: '2025-03-01' },
  { year: 1446, month: 10, on: '2025-03-31' },
  { year: 1446, month: 12, on: '2025-05-28' },
  { year: 1447, month: 9, on: '2026-02-19' },
  { year: 1447, month: 10, on: '2026-03-21' },
  { year: 1447, month: 12, on: '2026-05-18' },
];

export const NAMES: Record<string, Holiday['name']> = {
  'tahun-baru': { id: 'Tahun Baru Masehi', en: "New Year's Day" },
  imlek: { id: 'Tahun Baru Imlek', en: 'Lunar New Year' },
  'isra-mikraj': { id: 'Isra Mikraj', en: 'Ascension of the Prophet' },
  nyepi: { id: 'Hari Suci Nyepi', en: 'Nyepi, Day of Silence' },
  'wafat-yesus': { id: 'Wafat Yesus Kristus', en: 'Good Friday' },
  paskah: { id: 'Paskah', en: 'Easter Sunday' },
  'idul-fitri': { id: 'Idul Fitri', en: 'Eid al-Fitr' },
  'hari-buruh': { id: 'Hari Buruh', en: 'Labour Day' },
  'kenaikan-yesus': { id: 'Kenaikan Yesus Kristus', en: 'Ascension Day' },
  waisak: { id: 'Hari Raya Waisak', en: 'Vesak' },
  pancasila: { id: 'Hari Lahir Pancasila', en: 'Pancasila Day' },
  'idul-adha': { id: 'Idul Adha', en: 'Eid al-Adha' },
  'tahun-baru-hijriah': { id: 'Tahun Baru Hijriah', en: 'Islamic New Year' },
  kemerdekaan: { id: 'Hari Kemerdekaan', en: 'Independence Day' },
  maulid: { id: 'Maulid Nabi', en: "The Prophet's Birthday" },
  natal: { id: 'Hari Natal', en: 'Christmas Day' },
  pemilu: { id: 'Hari pemungutan suara', en: 'Election day' },
  'cuti-bersama': { id: 'Cuti bersama', en: 'Joint leave' },
};

/**
 * Month and day (MM-DD) of what moves from year to year, and the joint leave of the year. `decrees`: numbers of the joint decree (Menteri
 * Agama, Menteri Ketenagakerjaan, Menteri PANRB) and of those that changed it, as announced in public; days of voting are by presidential decree.
 */
type Year = { decrees: readonly string[]; moving: Record<string, string>; leave: readonly string[] };

/** The same every year. */
export const FIXED_DAYS: Record<string, string> = {
  '01-01': 'tahun-baru',
  '05-01': 'hari-buruh',
  '06-01': 'pancasila',
  '08-17': 'kemerdekaan',
  '12-25': 'natal',
};

export const DECREED_YEARS: Record<number, Year> = {
  2022: {
    decrees: [
      '963/2021, 3/2021, 4/2021',
      '375/2022, 1/2022, 1/2022 (joint leave)',
      '678/2022, 2/2022, 2/2022 (Idul Adha)',
    ],
    moving: {
      '02-01': 'imlek',
      '02-28': 'isra-mikraj',
      '03-03': 'nyepi',
      '04-15': 'wafat-yesus',
      '05-02': 'idul-fitri',
      '05-03': 'idul-fitri',
      '05-16': 'waisak',
      '05-26': 'kenaikan-yesus',
      '07-10': 'idul-adha',
      '07-30': 'tahun-baru-hijriah',
      '10-08': 'maulid',
    },
    leave: ['04-29', '05-04', '05-05', '05-06'],
  },
  2023: {
    decrees: [
      '1066/2022, 3/2022, 3/2022',
      'changed before Lebaran (joint leave; so also Keppres 8/2023)',
      '624/2023, 2/2023, 2/2023 (Idul Adha)',
    ],
    moving: {
      '01-22': 'imlek',
      '02-18': 'isra-mikraj',
      '03-22': 'nyepi',
      '04-07': 'wafat-yesus',
      '04-22': 'idul-fitri',
      '04-23': 'idul-fitri',
      '05-18': 'kenaikan-yesus',
      '06-04': 'waisak',
      '06-29': 'idul-adha',
      '07-19': 'tahun-baru-hijriah',
      '09-28': 'maulid',
    },
    leave: ['01-23', '03-23', '04-19', '04-20', '04-21', '04-24', '04-25', '06-02', '06-28', '06-30', '12-26'],
  },
  2024: {
    decrees: ['855/2023, 3/2023, 4/2023'],
    moving: {
      '02-08': 'isra-mikraj',
      '02-10': 'imlek',
      '02-14': 'pemilu',
      '03-11': 'nyepi',
      '03-29': 'wafat-yesus',
      '03-31': 'paskah',
      '04-10': 'idul-fitri',
      '04-11': 'idul-fitri',
      '05-09': 'kenaikan-yesus',
      '05-23': 'waisak',
      '06-17': 'idul-adha',
      '07-07': 'tahun-baru-hijriah',
      '09-16': 'maulid',
      '11-27': 'pemilu',
    },
    leave: ['02-09', '03-12', '04-08', '04-09', '04-12', '04-15', '05-10', '05-24', '06-18', '12-26'],
  },
  2025: {
    decrees: ['1017/2024, 2/2024, 2/2024', '933/2025, 1/2025, 3/2025 (18 August)'],
    moving: {
      '01-27': 'isra-mikraj',
      '01-29': 'imlek',
      '03-29': 'nyepi',
      '03-31': 'idul-fitri',
      '04-01': 'idul-fitri',
      '04-18': 'wafat-yesus',
      '04-20': 'paskah',
      '05-12': 'waisak',
      '05-29': 'kenaikan-yesus',
      '06-06': 'idul-adha',
      '06-27': 'tahun-baru-hijriah',
      '09-05': 'maulid',
    },
    leave: ['01-28', '03-28', '04-02', '04-03', '04-04', '04-07', '05-13', '05-30', '06-09', '08-18', '12-26'],
  },
  2026: {
    decrees: ['1497/2025, 2/2025, 5/2025'],
    moving: {
      '01-16': 'isra-mikraj',
      '02-17': 'imlek',
      '03-19': 'nyepi',
      '03-21': 'idul-fitri',
      '03-22': 'idul-fitri',
      '04-03': 'wafat-yesus',
      '04-05': 'paskah',
      '05-14': 'kenaikan-yesus',
      '05-27': 'idul-adha',
      '05-31': 'waisak',
      '06-16': 'tahun-baru-hijriah',
      '08-25': 'maulid',
    },
    leave: ['02-16', '03-18', '03-20', '03-23', '03-24', '05-15', '05-28', '12-24'],
  },
};

/** First and last day (MM-DD) of the long school holidays; provinces differ by a week. The second one runs into the next year. */
export const SCHOOL_HOLIDAYS: readonly { from: string; to: string }[] = [
  { from: '06-21', to: '07-12' },
  { from: '12-20', to: '12-31' },
  { from: '01-01', to: '01-04' },
];

/** First days of Chinese years to come. Not by Intl: it is a day late for 2027, whose new moon falls minutes before midnight in Beijing. */
export const IMLEK = new Set(['2027-02-06', '2028-01-26', '2029-02-13', '2030-02-03', '2031-01-23', '2032-02-11']);

/** Province codes where nothing opens on Nyepi. */
export const CLOSED_ON_NYEPI = new Set(['51']);
