import { refused, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => ({ addresses: (await event.locals.api('GET /users/me/addresses')).items }));

export const actions: Actions = {
  utama: async ({ request, locals }) => {
    try {
      await locals.api('PATCH /users/me/addresses/{id}', {
        path: { id: text(await request.formData(), 'id') },
        body: { isDefault: true },
      });
    } catch (error) {
      return refused(error, {});
    }
    return { trouble: null };
  },
  hapus: async ({ request, locals }) => {
    try {
      await locals.api('DELETE /users/me/addresses/{id}', { path: { id: text(await request.formData(), 'id') } });
    } catch (error) {
      return refused(error, {});
    }
    return { trouble: null };
  },
};
