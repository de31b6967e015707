import { isApiProblem } from '@lumbung/kit/api-client.ts';
import type { Colleague, Institution } from '@lumbung/kit/api-credit.ts';
import { api } from '#lib/api.ts';
import { session } from '#lib/session.svelte.ts';
import * as m from '#messages';

/** The institution one works for and who works there; asked once, for every page shows names. */
class OwnInstitution {
  value: Institution | null = $state.raw(null);
  colleagues: Colleague[] = $state.raw([]);
  error: unknown = $state.raw(null);
  #askedFor: string | null = null;

  get isMember(): boolean {
    return this.value !== null;
  }

  /** No institution is no fault: an administrator has none. */
  get isNone(): boolean {
    return isApiProblem(this.error, 'tenants.not-found');
  }

  async load(again = false): Promise<void> {
    const me = session.me?.id ?? null;
    if (!again && me === this.#askedFor && (this.value || this.isNone)) return;
    this.#askedFor = me;
    this.error = null;
    try {
      const found = await api('GET /credit/institution');
      this.value = found;
      const { items } = await api('GET /credit/institutions/{id}/members', { path: { id: found.tenantId } });
      this.colleagues = items;
    } catch (error) {
      if (!this.value) this.error = error;
    }
  }

  /** Who did something; the house itself has no id. */
  nameOf(userId: string | null): string {
    if (userId === null) return m.credit_role_house();
    if (userId === session.me?.id) return m.credit_you();
    return this.colleagues.find((one) => one.userId === userId)?.name ?? m.credit_somebody();
  }
}

export const institution = new OwnInstitution();
