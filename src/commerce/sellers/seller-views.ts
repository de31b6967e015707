import type { OwnSeller, PublicSeller, Seller } from './contract.ts';
import type { SellerRow } from './seller-queries.ts';
import { maskedAccount } from './seller-rules.ts';

export function toSeller(row: SellerRow): Seller {
  return {
    sellerId: row.id,
    userId: row.user_id,
    name: row.name,
    slug: row.slug,
    city: row.city,
    status: row.status,
    isVerified: row.is_verified,
    commissionBps: row.commission_bps,
    pickup: {
      street: row.pickup_street,
      villageCode: row.pickup_village_code,
      postalCode: row.pickup_postal_code,
      areaLabel: row.pickup_area_label,
      contactName: row.name,
      contactPhone: row.phone,
      timeZone: row.pickup_time_zone,
    },
  };
}

export function toPublicSeller(row: SellerRow): PublicSeller {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    description: row.description,
    city: row.city,
    isVerified: row.is_verified,
    joinedAt: row.created_at.toISOString(),
  };
}

export function toOwnSeller(row: SellerRow): OwnSeller {
  return {
    ...toPublicSeller(row),
    status: row.status,
    statusReason: row.status_reason,
    commissionBps: row.commission_bps,
    phone: row.phone,
    pickup: {
      street: row.pickup_street,
      villageCode: row.pickup_village_code,
      postalCode: row.pickup_postal_code,
      areaLabel: row.pickup_area_label,
      timeZone: row.pickup_time_zone,
    },
    bank: {
      bankCode: row.bank_code,
      accountNumber: maskedAccount(row.bank_account_last4),
      accountName: row.bank_account_name,
    },
    version: row.version,
  };
}

export function toSellerEvent(row: SellerRow) {
  return { sellerId: row.id, userId: row.user_id, name: row.name, slug: row.slug, city: row.city, status: row.status };
}
