import { Type } from 'typebox';
import { PageQuery } from '#platform/lists';
import { Strict, Uuid } from '#platform/schema-parts';
import { Day, LoanStatus, MoneyMinor } from './shapes.ts';

/** People and keys act for their own institution and may leave `tenantId` out; the house names it. */
export const TenantId = { tenantId: Type.Optional(Uuid) };
const Number_ = Type.Integer({ minimum: 0, maximum: 100_000 });

export const NewLoan = Type.Object(
  {
    ...TenantId,
    loanId: Type.Optional(Uuid),
    productId: Uuid,
    productVersion: Type.Integer({ minimum: 1, maximum: 100_000 }),
    borrowerId: Uuid,
    amountMinor: MoneyMinor,
    periods: Type.Integer({ minimum: 1, maximum: 120 }),
    /** Below the product's rate, where the offer says so. */
    ratePercent: Type.Optional(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,8})?$', maxLength: 12 })),
    /** The day of the agreement: the caps of that day hold for the loan's life. The business date where left out. */
    agreedOn: Type.Optional(Day),
  },
  Strict,
);

export const LoanFilter = Type.Object(
  {
    ...TenantId,
    status: Type.Optional(LoanStatus),
    productId: Type.Optional(Uuid),
    borrowerId: Type.Optional(Uuid),
    /** Beginning of the number. */
    number: Type.Optional(Type.String({ minLength: 2, maxLength: 30 })),
    leastDaysPastDue: Type.Optional(Number_),
    mostDaysPastDue: Type.Optional(Number_),
    ...PageQuery,
  },
  Strict,
);
