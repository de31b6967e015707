import { redirect } from '@sveltejs/kit';
import { findVillages } from '#lib/server/addresses.ts';
import { complain, text, typedValues } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/guard.ts';
import { findVillage, keepPlace, readPlace, shortLabel } from '#lib/server/place.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, url }) => {
  const place = readPlace(cookies);
  return { back: safePath(url.searchParams.get('kembali')), place };
};

const nothing = { trouble: null, villages: null, values: null };

export const actions: Actions = {
  /** Only for pages without a script: finds villages by what was typed. */
  cari: async ({ request, locals }) => {
    const { values, villages } = await findVillages(locals.api, await request.formData());
    return { ...nothing, values, villages };
  },

  simpan: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const extra = { ...nothing, values: typedValues(form) };
    const postalCode = text(form, 'postalCode');
    const village = await findVillage(locals.api, text(form, 'villageCode'));
    const fields: Record<string, string> = {};
    if (!village) fields.villageCode = m.address_village_needed();
    if (!/^[1-9]\d{4}$/.test(postalCode)) fields.postalCode = m.address_postal_code_wrong();
    if (!village || Object.keys(fields).length > 0) return complain(m.address_incomplete(), fields, extra);
    const place = { villageCode: village.code, postalCode, label: shortLabel(village), timeZone: village.timeZone };
    keepPlace(cookies, place, url.protocol === 'https:');
    redirect(303, safePath(url.searchParams.get('kembali')));
  },
};
