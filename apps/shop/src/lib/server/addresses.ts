import type { Address, NewAddress, Region } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { parsePhone } from '@lumbung/kit/format/phone.ts';
import { fail } from '@sveltejs/kit';
import * as m from '#messages';
import { type FormTrouble, refused, text, typedValues } from './forms.ts';

/** What the address form shows again after an answer: what was typed, what was wrong, which villages were found. */
export type AddressForm = {
  values: Record<string, string>;
  villages: Pick<Region, 'code' | 'label'>[] | null;
  trouble: FormTrouble | null;
  saved: Address | null;
};

/** Finds villages for a form without a script. */
export async function findVillages(api: Api, form: FormData): Promise<AddressForm> {
  const q = text(form, 'villageLabel');
  const found = q.length < 3 ? { items: [] } : await api('GET /regions', { query: { q, level: 'village', limit: 20 } });
  return {
    values: typedValues(form),
    villages: found.items.map(({ code, label }) => ({ code, label })),
    trouble: null,
    saved: null,
  };
}

/** Saves a new address, or changes the one whose id is given. */
export async function saveAddress(api: Api, form: FormData, id?: string) {
  const again = { values: typedValues(form), villages: null, saved: null };
  const read = readAddress(form);
  if ('fields' in read) {
    return fail(400, {
      ...again,
      trouble: { message: m.address_incomplete(), code: 'shop.address-incomplete', fields: read.fields },
    });
  }
  try {
    const saved = id
      ? await api('PATCH /users/me/addresses/{id}', { path: { id }, body: read.address })
      : await api('POST /users/me/addresses', { body: read.address });
    return { ...again, trouble: null, saved };
  } catch (error) {
    return refused(error, again);
  }
}

/** Checks by form what can be checked without asking, so that the sentence is ours and stands beside the field. */
function readAddress(form: FormData): { address: NewAddress } | { fields: Record<string, string> } {
  const phone = parsePhone(text(form, 'phone'));
  const fields: Record<string, string> = {};
  if (text(form, 'recipientName') === '') fields.recipientName = m.address_name_needed();
  if (!phone) fields.phone = m.field_phone_wrong();
  if (text(form, 'street').length < 5) fields.street = m.address_street_needed();
  if (text(form, 'villageCode') === '') fields.villageCode = m.address_village_needed();
  if (!/^[1-9]\d{4}$/.test(text(form, 'postalCode'))) fields.postalCode = m.address_postal_code_wrong();
  if (!phone || Object.keys(fields).length > 0) return { fields };
  return {
    address: {
      label: text(form, 'label') || m.address_label_home(),
      recipientName: text(form, 'recipientName'),
      phone,
      street: text(form, 'street'),
      villageCode: text(form, 'villageCode'),
      postalCode: text(form, 'postalCode'),
      ...(text(form, 'landmark') === '' ? {} : { landmark: text(form, 'landmark') }),
      ...(form.get('isDefault') === 'on' ? { isDefault: true } : {}),
    },
  };
}
