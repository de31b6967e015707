import { error, fail, redirect } from '@sveltejs/kit';
import { findVillages, saveAddress } from '#lib/server/addresses.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

/** `baru` is the address that does not exist yet. */
export const load: PageServerLoad = (event) =>
  signedIn(event, async () => {
    if (event.params.id === 'baru') return { address: null };
    const { items } = await event.locals.api('GET /users/me/addresses');
    const address = items.find((one) => one.id === event.params.id);
    if (!address) error(404, m.error_404_title());
    return { address };
  });

export const actions: Actions = {
  cari: async ({ request, locals }) => findVillages(locals.api, await request.formData()),
  simpan: async ({ request, locals, params }) => {
    const result = await saveAddress(
      locals.api,
      await request.formData(),
      params.id === 'baru' ? undefined : params.id,
    );
    if ('status' in result) return fail(result.status, result.data);
    redirect(303, '/akun/alamat');
  },
};
