import type { Colleague, InstitutionHead } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';

const kinds: Record<InstitutionHead['kind'], () => string> = {
  'online-lender': m.credit_kind_online_lender,
  'finance-company': m.credit_kind_finance_company,
  bank: m.credit_kind_bank,
};
export const INSTITUTION_KINDS: readonly InstitutionHead['kind'][] = ['online-lender', 'finance-company', 'bank'];
export const institutionKind = (kind: InstitutionHead['kind']) => kinds[kind]();

const roles: Record<Colleague['role'], () => string> = {
  CREDIT_OFFICER: m.credit_role_credit_officer,
  COMPLIANCE_OFFICER: m.credit_role_compliance_officer,
  PARTNER: m.credit_role_partner,
};
export const MEMBER_ROLES: readonly Colleague['role'][] = ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'];
export const memberRole = (role: Colleague['role']) => roles[role]();
