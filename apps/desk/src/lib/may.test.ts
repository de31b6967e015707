import { describe, expect, it } from 'vitest';
import { isAtWork, isStaff, rightsOf } from './may.ts';

describe('rightsOf', () => {
  it('should open the shop when it is approved or suspended, and not before', () => {
    expect(
      ['applied', 'approved', 'rejected', 'suspended'].map(
        (status) => rightsOf(['CUSTOMER'], { status: status as 'applied' }).sells,
      ),
    ).toEqual([false, true, false, true]);
    expect(rightsOf(['SELLER'], null).sells).toBe(false);
  });

  it('should close the shelves and nothing else when a shop is suspended', () => {
    expect(rightsOf(['SELLER'], { status: 'suspended' })).toMatchObject({ sells: true, keepsShelves: false });
    expect(rightsOf(['SELLER'], { status: 'approved' })).toMatchObject({ sells: true, keepsShelves: true });
  });

  it('should show the staff pages when a role holds them', () => {
    expect(isStaff(rightsOf(['CUSTOMER', 'SELLER'], null))).toBe(false);
    expect(rightsOf(['COMPLIANCE_OFFICER'], null)).toMatchObject({
      readsAudit: true,
      seesPaymentCases: true,
      decidesPaymentCases: false,
      changesSettings: false,
    });
    expect(rightsOf(['SUPER_ADMIN'], null)).toMatchObject({
      approvesSellers: true,
      changesSettings: true,
      decidesPaymentCases: true,
    });
  });

  it('should open lending to officers alone when a role is read, and institutions to administrators', () => {
    expect(rightsOf(['CREDIT_OFFICER'], null)).toMatchObject({ lends: true, collects: true, checksLending: false });
    expect(rightsOf(['COMPLIANCE_OFFICER'], null)).toMatchObject({ lends: true, collects: false, checksLending: true });
    expect(rightsOf(['ADMIN'], null)).toMatchObject({ lends: false, keepsInstitutions: true });
    expect(rightsOf(['CUSTOMER', 'SELLER'], null)).toMatchObject({ lends: false, keepsInstitutions: false });
    expect(isAtWork(rightsOf(['CREDIT_OFFICER'], null))).toBe(true);
  });
});
