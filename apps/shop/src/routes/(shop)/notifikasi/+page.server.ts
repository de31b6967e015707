import { refused } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => ({
    list: await event.locals.api('GET /notifications', {
      query: { limit: 30, cursor: event.url.searchParams.get('mulai') ?? undefined },
    }),
  }));

export const actions: Actions = {
  baca: async ({ locals }) => {
    try {
      await locals.api('POST /notifications/read-all', { body: {} });
    } catch (error) {
      return refused(error, {});
    }
    return { trouble: null };
  },
};
