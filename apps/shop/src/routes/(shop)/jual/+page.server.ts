import { parsePhone } from '@lumbung/kit/format/phone.ts';
import { type AddressForm, findVillages } from '#lib/server/addresses.ts';
import { complain, refused, text, typedValues } from '#lib/server/forms.ts';
import { toSignIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  shop: locals.hasSession ? await locals.api('GET /sellers/me').catch(() => null) : null,
});

const nothing: Pick<AddressForm, 'villages' | 'trouble'> & { applied: string | null } = {
  villages: null,
  trouble: null,
  applied: null,
};

function readApplication(form: FormData) {
  const phone = parsePhone(text(form, 'phone'));
  const accountNumber = text(form, 'accountNumber').replace(/[\s-]/g, '');
  const fields: Record<string, string> = {};
  if (text(form, 'name').length < 3) fields.name = m.sell_name_needed();
  if (!phone) fields.phone = m.field_phone_wrong();
  if (text(form, 'street').length < 5) fields.street = m.address_street_needed();
  if (text(form, 'villageCode') === '') fields.villageCode = m.address_village_needed();
  if (!/^[1-9]\d{4}$/.test(text(form, 'postalCode'))) fields.postalCode = m.address_postal_code_wrong();
  if (!/^\d{6,20}$/.test(accountNumber)) fields.accountNumber = m.sell_account_number_wrong();
  if (text(form, 'accountName') === '') fields.accountName = m.sell_account_name_needed();
  if (!phone || Object.keys(fields).length > 0) return { fields, application: null };
  const description = text(form, 'description');
  return {
    fields,
    application: {
      name: text(form, 'name'),
      ...(description === '' ? {} : { description }),
      pickup: {
        street: text(form, 'street'),
        villageCode: text(form, 'villageCode'),
        postalCode: text(form, 'postalCode'),
      },
      phone,
      bank: { bankCode: text(form, 'bankCode'), accountNumber, accountName: text(form, 'accountName') },
    },
  };
}

export const actions: Actions = {
  cari: async ({ request, locals }) => {
    const found = await findVillages(locals.api, await request.formData());
    return { ...nothing, values: found.values, villages: found.villages };
  },

  ajukan: async ({ request, locals, url }) => {
    if (!locals.hasSession) toSignIn(url);
    const form = await request.formData();
    const values = typedValues(form);
    const { application, fields } = readApplication(form);
    if (!application) return complain(m.register_incomplete(), fields, { ...nothing, values });
    try {
      const shop = await locals.api('POST /sellers', { body: application });
      return { ...nothing, values, applied: shop.name };
    } catch (error) {
      return refused(error, { ...nothing, values });
    }
  },
};
