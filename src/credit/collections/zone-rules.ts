import type { IndonesianZone } from './contact-rules.ts';

/** Provinces by the first two digits of their code that do not keep the time of Jakarta. */
const CENTRAL = new Set(['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76']);
const EASTERN = new Set(['81', '82', '91', '92', '93', '94', '95', '96', '97']);

/** The zone of a village by its code (`32.73.25.1002`). */
export function zoneOfVillage(villageCode: string): IndonesianZone {
  const province = villageCode.slice(0, 2);
  if (CENTRAL.has(province)) return 'Asia/Makassar';
  return EASTERN.has(province) ? 'Asia/Jayapura' : 'Asia/Jakarta';
}
