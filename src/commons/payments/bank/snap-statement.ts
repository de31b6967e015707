import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { BankUnavailable, type StatementLine } from './bank-inquiry.ts';

const checkStatement = Compile(
  Type.Object({
    detailData: Type.Array(
      Type.Object({
        transactionId: Type.String({ minLength: 1, maxLength: 100 }),
        transactionDate: Type.String(),
        amount: Type.Object({ value: Type.String(), currency: Type.String() }),
        type: Type.String(),
        remark: Type.Optional(Type.String()),
      }),
      { maxItems: 20_000 },
    ),
  }),
);
const MOST_LINES = 5_000;

/** Money in from a statement (service 14): `"10000.00"` in rupiah, credits only, oldest first. */
export function readStatement({ status, body }: { status: number; body: unknown }): StatementLine[] {
  if (status !== 200 || !checkStatement.Check(body)) throw new BankUnavailable(`sent no statement (${status})`);
  const credits = body.detailData.filter(({ type, amount }) => type === 'CREDIT' && amount.currency === 'IDR');
  if (credits.length > MOST_LINES) throw new BankUnavailable('sent a statement that is too long; ask for less time');
  return credits.map(({ transactionId: entryId, transactionDate, amount, remark }) => {
    const at = new Date(transactionDate);
    const whole = /^([0-9]{1,15})(?:[.]00)?$/.exec(amount.value);
    if (!whole || Number.isNaN(at.getTime())) throw new BankUnavailable(`sent the line ${entryId} that cannot be read`);
    return { entryId, at, amountMinor: Number(whole[1]), remark: remark ?? '' };
  });
}
