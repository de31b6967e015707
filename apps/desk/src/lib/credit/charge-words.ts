import type { LoanCharge } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';

const kinds: Record<LoanCharge['kind'], () => string> = {
  fee: m.credit_component_fee,
  penalty: m.credit_component_penalty,
  'late-charge': m.credit_charge_late,
};

/** A charge by its own name; late charges by the day have none. */
export const chargeName = ({ name, kind }: Pick<LoanCharge, 'name' | 'kind'>) => name ?? kinds[kind]();
