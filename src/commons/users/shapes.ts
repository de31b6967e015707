/** The shapes that users' operations and routes speak in. */

import { type Static, Type } from 'typebox';
import { Uuid } from '#platform/schema-parts';

const strict = { additionalProperties: false } as const;

const NullableText = Type.Union([Type.String(), Type.Null()]);
export const LanguageSchema = Type.Union([Type.Literal('id'), Type.Literal('en')]);
export const TimeZoneSchema = Type.Union([
  Type.Literal('Asia/Jakarta'),
  Type.Literal('Asia/Makassar'),
  Type.Literal('Asia/Jayapura'),
]);

export const RegionCode = Type.String({ pattern: '^[0-9]{2}(\\.[0-9]{2}){0,2}(\\.[0-9]{4})?$', maxLength: 13 });
export const VillageCode = Type.String({ pattern: '^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$' });
/** Five digits, the first of them never 0. */
export const PostalCode = Type.String({ pattern: '^[1-9][0-9]{4}$' });
export const LevelSchema = Type.Union([
  Type.Literal('province'),
  Type.Literal('regency'),
  Type.Literal('district'),
  Type.Literal('village'),
]);

export const Region = Type.Object(
  {
    code: Type.String(),
    level: LevelSchema,
    name: Type.String(),
    /** With all that it lies in: `Cipadung, Kec. Cibiru, Kota Bandung, Jawa Barat`. */
    label: Type.String(),
    timeZone: Type.String(),
    /** Of villages, where the operator has loaded a table. */
    postalCode: NullableText,
  },
  strict,
);
export type Region = Static<typeof Region>;

export const SearchRegionsInput = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    parent: Type.Optional(RegionCode),
    level: Type.Optional(LevelSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  strict,
);
export type SearchRegionsInput = Static<typeof SearchRegionsInput>;

export const Village = Type.Object(
  {
    villageCode: Type.String(),
    villageName: Type.String(),
    districtName: Type.String(),
    regencyName: Type.String(),
    provinceName: Type.String(),
    timeZone: Type.String(),
    /** From the operator's table; null where it has none. */
    postalCode: Type.Optional(NullableText),
  },
  strict,
);
export type Village = Static<typeof Village>;

/** The person as the apps show them; identity's account with what users add. */
export const Me = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: NullableText,
    phone: NullableText,
    roles: Type.Array(Type.String()),
    language: LanguageSchema,
    timeZone: TimeZoneSchema,
  },
  strict,
);
export type Me = Static<typeof Me>;

export const UpdateMeInput = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' })),
    language: Type.Optional(LanguageSchema),
    timeZone: Type.Optional(TimeZoneSchema),
  },
  { ...strict, minProperties: 1 },
);
export type UpdateMeInput = Static<typeof UpdateMeInput>;

export const Address = Type.Object(
  {
    id: Uuid,
    label: Type.String(),
    recipientName: Type.String(),
    phone: Type.String(),
    street: Type.String(),
    villageCode: Type.String(),
    villageName: Type.String(),
    districtName: Type.String(),
    regencyName: Type.String(),
    provinceName: Type.String(),
    postalCode: Type.String(),
    landmark: NullableText,
    isDefault: Type.Boolean(),
    timeZone: Type.String(),
  },
  strict,
);
export type Address = Static<typeof Address>;

const lineOf = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

/** `Rumah`, `Kantor`, … */
const fields = {
  label: lineOf(50),
  recipientName: lineOf(120),
  /** As people type it; kept as E.164. */
  phone: Type.String({ minLength: 6, maxLength: 30 }),
  /** Street, number, RT/RW, block. */
  street: lineOf(300),
  villageCode: VillageCode,
  postalCode: PostalCode,
};

export const AddressInput = Type.Object(
  {
    ...fields,
    landmark: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
    isDefault: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type AddressInput = Static<typeof AddressInput>;

/** Only what changes. `isDefault: false` on the default changes nothing: another one is made the default instead. */
export const AddressChange = Type.Object(
  {
    label: Type.Optional(fields.label),
    recipientName: Type.Optional(fields.recipientName),
    phone: Type.Optional(fields.phone),
    street: Type.Optional(fields.street),
    villageCode: Type.Optional(fields.villageCode),
    postalCode: Type.Optional(fields.postalCode),
    landmark: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
    isDefault: Type.Optional(Type.Boolean()),
  },
  { ...strict, minProperties: 1 },
);
export type AddressChange = Static<typeof AddressChange>;

/** Village code (with or without dots) and its post code, as a line of the operator's file. */
export const PostalCodeRow = Type.Object(
  { villageCode: Type.String({ maxLength: 20 }), postalCode: Type.String({ maxLength: 20 }) },
  strict,
);
export type PostalCodeRow = Static<typeof PostalCodeRow>;

export const PersonalDataExport = Type.Object(
  {
    exportedAt: Type.String({ format: 'date-time' }),
    userId: Uuid,
    /** By module. */
    data: Type.Record(Type.String(), Type.Record(Type.String(), Type.Unknown())),
  },
  strict,
);
export type PersonalDataExport = Static<typeof PersonalDataExport>;
