import { rupiah } from '@lumbung/kit/format/money.ts';
import { getLocale } from '#locale';

const steps: [least: number, id: string, en: string][] = [
  [1e12, 'T', 'T'],
  [1e9, 'M', 'bn'],
  [1e6, 'jt', 'm'],
  [1e3, 'rb', 'k'],
];

/** `Rp 1,25 jt`, for charts only; tables show every rupiah. */
export function shortMoney(amount: number): string {
  const locale = getLocale();
  const step = steps.find(([least]) => Math.abs(amount) >= least);
  if (!step) return rupiah(amount);
  const figure = String(Math.round((Math.abs(amount) / step[0]) * 100) / 100);
  const sign = amount < 0 ? '−' : '';
  return `${sign}Rp\u00a0${locale === 'id' ? figure.replace('.', ',') : figure}\u00a0${locale === 'id' ? step[1] : step[2]}`;
}
