import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { Uuid } from '#platform/schema-parts';
import {
  Address,
  AddressChange,
  AddressInput,
  Me,
  PersonalDataExport,
  PostalCodeRow,
  Region,
  SearchRegionsInput,
  UpdateMeInput,
  Village,
} from './shapes.ts';

const strict = { additionalProperties: false } as const;
const Nothing = Type.Object({}, strict);
const AddressEvent = Type.Object({
  userId: Uuid,
  addressId: Uuid,
  villageCode: Type.String(),
  isDefault: Type.Boolean(),
});

/** People as customers: profile, addresses in Indonesia, export and erasure of their data. */
export const usersContract = defineContract({
  module: 'users',
  operations: {
    /** The signed-in person. True right after registration, before any event has arrived. */
    getMe: { input: Nothing, output: Me, refusals: [] },
    updateMe: { input: UpdateMeInput, output: Me, refusals: [] },
    /** The own addresses, the default first. */
    listAddresses: { input: Nothing, output: Type.Object({ items: Type.Array(Address) }, strict), refusals: [] },
    /** The first one becomes the default. */
    addAddress: {
      input: AddressInput,
      output: Address,
      refusals: ['users.address-limit', 'users.village-not-found', 'users.postal-code-mismatch'],
    },
    changeAddress: {
      input: Type.Object({ addressId: Uuid, change: AddressChange }, strict),
      output: Address,
      refusals: ['users.address-not-found', 'users.village-not-found', 'users.postal-code-mismatch'],
    },
    /** When it was the default, the newest of the others becomes it. */
    removeAddress: {
      input: Type.Object({ addressId: Uuid }, strict),
      output: Nothing,
      refusals: ['users.address-not-found'],
    },
    /** For orders: an address of this person and no other. */
    getAddress: {
      input: Type.Object({ userId: Uuid, addressId: Uuid }, strict),
      output: Address,
      refusals: ['users.address-not-found'],
    },
    getVillage: {
      input: Type.Object({ villageCode: Type.String({ maxLength: 20 }) }, strict),
      output: Village,
      refusals: ['users.village-not-found'],
    },
    /** Places by what people type, best first; without `q` what lies in `parent`, or the provinces. */
    searchRegions: {
      input: SearchRegionsInput,
      output: Type.Object({ items: Type.Array(Region) }, strict),
      refusals: [],
    },
    /** The operator's own table of village → post code. Rows that cannot be right are answered back, the others are kept. */
    importPostalCodes: {
      input: Type.Object({ rows: Type.Array(PostalCodeRow, { maxItems: 10_000 }) }, strict),
      output: Type.Object(
        {
          saved: Type.Integer(),
          refused: Type.Array(
            Type.Object(
              { row: PostalCodeRow, reason: Type.Union([Type.Literal('postal-code'), Type.Literal('village')]) },
              strict,
            ),
          ),
        },
        strict,
      ),
      refusals: [],
    },
    /** Everything that all modules keep about the signed-in person. */
    exportMe: { input: Nothing, output: PersonalDataExport, refusals: [] },
    /** Erases the signed-in person for good, unless something is still owed. Identity asks for the password. */
    eraseMe: {
      input: Type.Object({ password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, strict),
      output: Nothing,
      refusals: ['users.obligations-open'],
    },
  },
  events: {
    'address.created': { version: 1, aggregate: 'address', payload: AddressEvent },
    'address.updated': { version: 1, aggregate: 'address', payload: AddressEvent },
    'address.deleted': { version: 1, aggregate: 'address', payload: Type.Object({ userId: Uuid, addressId: Uuid }) },
  },
  refusals: {
    'users.address-not-found': {
      status: 404,
      id: 'Alamat ini tidak ada di buku alamatmu.',
      en: 'This address is not in your address book.',
    },
    'users.address-limit': {
      status: 409,
      id: 'Buku alamat sudah penuh ({maximum} alamat). Hapus yang tidak dipakai dulu.',
      en: 'The address book is full ({maximum} addresses). Delete an unused one first.',
    },
    'users.village-not-found': {
      status: 404,
      id: 'Kelurahan atau desa ini tidak kami kenal.',
      en: 'We do not know this village.',
    },
    'users.postal-code-mismatch': {
      status: 422,
      id: 'Kode pos {villageName} adalah {expected}.',
      en: 'The post code of {villageName} is {expected}.',
    },
    'users.obligations-open': {
      status: 409,
      id: 'Akun belum bisa dihapus karena masih ada urusan yang berjalan, misalnya pesanan yang belum selesai.',
      en: 'The account cannot be deleted yet: something is still open, for example an unfinished order.',
    },
  },
});
export type UsersApi = ApiOf<typeof usersContract>;
export type { Address } from './shapes.ts';
