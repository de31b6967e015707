import { complain, refused, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => ({ person: await event.locals.api('GET /users/me') }));

export const actions: Actions = {
  nama: async ({ request, locals }) => {
    const name = text(await request.formData(), 'name');
    if (name === '') return complain(m.register_name_needed(), { name: m.register_name_needed() }, { done: null });
    try {
      await locals.api('PATCH /users/me', { body: { name } });
    } catch (error) {
      return refused(error, { done: null });
    }
    return { trouble: null, done: m.account_saved() };
  },
};
