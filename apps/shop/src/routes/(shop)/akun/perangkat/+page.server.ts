import { refused, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => ({ devices: (await event.locals.api('GET /auth/devices')).items }));

export const actions: Actions = {
  keluarkan: async ({ request, locals }) => {
    try {
      await locals.api('DELETE /auth/devices/{id}', { path: { id: text(await request.formData(), 'id') } });
    } catch (error) {
      return refused(error, {});
    }
    return { trouble: null };
  },
};
