/** A bakery's till as its cashier exports it: made up, the same every time, with a weekend that sells more. */
export const GOODS = [
  { name: 'Roti Tawar Gandum', quantity: 24, price: 18_000 },
  { name: 'Donat Kentang Gula', quantity: 60, price: 5_000 },
  { name: 'Bolu Pandan', quantity: 9, price: 45_000 },
] as const;
const DAY_MS = 86_400_000;

export function dayBefore(today: Date, days: number): string {
  return new Date(today.getTime() - days * DAY_MS).toISOString().slice(0, 10);
}

/** `days` days up to yesterday, one line per item and day. */
export function tillFile(today: Date, days: number): string {
  const lines = ['tanggal;produk;jumlah;nilai'];
  for (let before = days; before >= 1; before--) {
    const on = dayBefore(today, before);
    const isWeekend = [0, 6].includes(new Date(on).getUTCDay());
    GOODS.forEach(({ name, quantity, price }, place) => {
      const wave = 1 + 0.2 * Math.sin(before * 1.7 + place) + 0.1 * Math.cos(before * 0.9);
      const sold = Math.round(quantity * wave * (isWeekend ? 1.5 : 1));
      lines.push(`${on};${name};${sold};${sold * price}`);
    });
  }
  return lines.join('\n');
}

/** Three lines that no till should write. */
export const WRONG_LINES = '\n31/02/2026;Roti;3;1000\n2026-11-01;;4;100\n2026-11-02;Roti Tawar Gandum;banyak;100\n';
