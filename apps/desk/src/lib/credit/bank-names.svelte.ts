import { api } from '#lib/api.ts';
import * as m from '#messages';

let names: Record<string, string> = $state.raw({});
let isAsked = false;

/** The banks to choose from; asked once for every page. */
export async function loadBanks(): Promise<{ value: string; label: string }[]> {
  if (!isAsked) {
    isAsked = true;
    const answer = await api('GET /banks').catch(() => null);
    if (answer) names = Object.fromEntries(answer.items.map((bank) => [bank.bankCode, bank.name]));
    else isAsked = false;
  }
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

/** `BCA` for `014`; the code stays where the bank is not known. */
export function bankName(code: string): string {
  if (!isAsked) void loadBanks();
  return names[code] ?? m.credit_bank_unnamed({ code });
}
