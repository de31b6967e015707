import type { BookAccount, BookPosting } from '@lumbung/kit/api-credit.ts';
import { getLocale } from '#locale';
import * as m from '#messages';
import { entryName } from './loan-words.ts';
import { dayWords } from './words.ts';

const kinds: Record<BookAccount['kind'], () => string> = {
  asset: m.desk_type_asset,
  liability: m.desk_type_liability,
  income: m.desk_type_income,
  expense: m.desk_type_expense,
};
export const accountKind = (kind: BookAccount['kind']) => kinds[kind]();

/** The name of an account in the language of the page. */
export const accountName = ({ nameId, nameEn }: Pick<BookAccount, 'nameId' | 'nameEn'>) =>
  getLocale() === 'id' ? nameId : nameEn;

type Posting = Pick<BookPosting, 'kind' | 'description' | 'reference'>;

/** What a posting was made for, and the loan it belongs to. Income of a day is booked for many loans at once. */
export function postingWords({ kind, description, reference }: Posting): {
  title: string;
  loanId: string | null;
  loanNumber: string | null;
} {
  const day = /:(\d{4}-\d{2}-\d{2})$/.exec(reference)?.[1];
  if (kind === 'loan.income')
    return { title: m.credit_chart_income_of_day({ date: day ? dayWords(day) : '' }), loanId: null, loanNumber: null };
  const loanId = /^loan:([0-9a-f-]{36})$/.exec(reference)?.[1] ?? null;
  const loanNumber = /^(L-\d{4}-\d+): /.exec(description)?.[1] ?? null;
  if (!kind.startsWith('loan.')) return { title: description || kind, loanId, loanNumber };
  return { title: entryName(kind.slice('loan.'.length)), loanId, loanNumber };
}
