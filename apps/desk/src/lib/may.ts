import type { OwnSeller, Role } from '@lumbung/kit/api.ts';

/** What somebody sees in the desk. The API decides for itself; this only spares people doors that are locked. */
export type Rights = {
  /** Orders, goods and balance of a shop. */
  sells: boolean;
  /** Changes what stands on the shelves. */
  keepsShelves: boolean;
  /** Sales, forecasts and the assistant of own or managed stores. */
  seesInsight: boolean;
  approvesSellers: boolean;
  seesPaymentCases: boolean;
  decidesPaymentCases: boolean;
  changesSettings: boolean;
  /** Reads the books and the payouts. */
  readsBooks: boolean;
  paysOut: boolean;
  /** Looks at the orders of all shops and gives money back. */
  refundsOrders: boolean;
  readsAudit: boolean;
  /** Works for an institution that lends: loans, products, collections, closes, reports. */
  lends: boolean;
  /** Checks what others have made: releases products, writes off, decides about relief. */
  checksLending: boolean;
  /** Calls late borrowers and writes it down. */
  collects: boolean;
  /** Takes institutions in and says who works there. */
  keepsInstitutions: boolean;
};

export function rightsOf(roles: readonly Role[], shop: Pick<OwnSeller, 'status'> | null): Rights {
  const isAdmin = roles.includes('ADMIN') || roles.includes('SUPER_ADMIN');
  const isCompliance = roles.includes('COMPLIANCE_OFFICER');
  return {
    // A suspended shop still ships what is paid.
    sells: shop?.status === 'approved' || shop?.status === 'suspended',
    keepsShelves: shop?.status === 'approved',
    seesInsight: roles.includes('SELLER') || roles.includes('STORE_MANAGER') || roles.includes('ADMIN'),
    approvesSellers: isAdmin,
    seesPaymentCases: isAdmin || isCompliance,
    decidesPaymentCases: isAdmin,
    changesSettings: isAdmin,
    readsBooks: isAdmin || isCompliance,
    paysOut: isAdmin,
    refundsOrders: isAdmin,
    readsAudit: isAdmin || isCompliance,
    lends: isCompliance || roles.includes('CREDIT_OFFICER'),
    checksLending: isCompliance,
    collects: roles.includes('CREDIT_OFFICER'),
    keepsInstitutions: isAdmin,
  };
}

export function isStaff(rights: Rights): boolean {
  return (
    rights.approvesSellers ||
    rights.seesPaymentCases ||
    rights.refundsOrders ||
    rights.changesSettings ||
    rights.readsAudit
  );
}

/** Somebody who came to work here, and not to open a shop. */
export function isAtWork(rights: Rights): boolean {
  return isStaff(rights) || rights.lends;
}
