/**
 * How one pays a virtual account at each bank: the names of its app and of its menus, as the banks print them (they are
 * names, so they are the same in both languages). The steps around them are messages.
 */
export type BankMenus = { app: string; appMenu: string; atmMenu: string; web: string; webMenu: string };

const banks: Record<string, BankMenus> = {
  BCA: {
    app: 'BCA mobile atau myBCA',
    appMenu: 'm-Transfer › BCA Virtual Account',
    atmMenu: 'Transaksi Lainnya › Transfer › Ke Rek BCA Virtual Account',
    web: 'KlikBCA',
    webMenu: 'Transfer Dana › Transfer ke BCA Virtual Account',
  },
  BNI: {
    app: 'wondr by BNI atau BNI Mobile Banking',
    appMenu: 'Transfer › Virtual Account Billing',
    atmMenu: 'Menu Lain › Transfer › Virtual Account Billing',
    web: 'BNI Internet Banking',
    webMenu: 'Transaksi › Virtual Account Billing',
  },
  BRI: {
    app: 'BRImo',
    appMenu: 'BRIVA',
    atmMenu: 'Transaksi Lain › Pembayaran › Lainnya › BRIVA',
    web: 'Internet Banking BRI',
    webMenu: 'Pembayaran › BRIVA',
  },
  MANDIRI: {
    app: "Livin' by Mandiri",
    appMenu: 'Bayar › Virtual Account',
    atmMenu: 'Bayar/Beli › Lainnya › Multipayment',
    web: 'Mandiri Internet Banking',
    webMenu: 'Bayar › Multipayment',
  },
  PERMATA: {
    app: 'PermataMobile X',
    appMenu: 'Bayar Tagihan › Virtual Account',
    atmMenu: 'Transaksi Lainnya › Pembayaran › Virtual Account',
    web: 'PermataNet',
    webMenu: 'Pembayaran › Virtual Account',
  },
  BSI: {
    app: 'BYOND by BSI',
    appMenu: 'Bayar › Virtual Account',
    atmMenu: 'Pembayaran › Virtual Account',
    web: 'BSI Net',
    webMenu: 'Pembayaran › Virtual Account',
  },
  CIMB: {
    app: 'OCTO Mobile',
    appMenu: 'Bayar Tagihan › Virtual Account',
    atmMenu: 'Pembayaran › Lanjut › Virtual Account',
    web: 'OCTO Clicks',
    webMenu: 'Bayar Tagihan › Virtual Account',
  },
};

/** Menus of a bank by its code (`BCA` or `VA_BCA`); a bank we have not written down gets general words. */
export function menusOf(bank: string): BankMenus {
  const code = bank.replace(/^VA_/, '').toUpperCase();
  const general = 'Pembayaran › Virtual Account';
  return (
    banks[code] ?? {
      app: `mobile banking ${code}`,
      appMenu: general,
      atmMenu: general,
      web: `internet banking ${code}`,
      webMenu: general,
    }
  );
}
