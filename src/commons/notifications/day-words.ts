const MONTHS = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const;

/** `24 Nov 2026`, of a calendar day as text in the data of a notice. */
export function day(data: Readonly<Record<string, unknown>>, key: string, language: 'id' | 'en'): string {
  const [year = '', month = '', date = ''] = String(data[key] ?? '').split('-');
  return `${Number(date)} ${MONTHS[language][Number(month) - 1] ?? ''} ${year}`;
}
