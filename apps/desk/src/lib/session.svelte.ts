import type { Me, OwnSeller, Role } from '@lumbung/kit/api.ts';
import { isApiProblem } from '@lumbung/kit/api-client.ts';
import { type Zone, zoneOf } from '@lumbung/kit/format/dates.ts';
import { api, refreshSession, whenSessionEnds } from '#lib/api.ts';
import { isAtWork, type Rights, rightsOf } from '#lib/may.ts';

type State =
  | { is: 'loading' }
  | { is: 'out' }
  | { is: 'failed'; error: unknown }
  | { is: 'in'; me: Me; shop: OwnSeller | null };

/** Who sits at the desk. One for the whole page: a browser has one session. */
class Session {
  state: State = $state({ is: 'loading' });

  get me(): Me | null {
    return this.state.is === 'in' ? this.state.me : null;
  }

  get shop(): OwnSeller | null {
    return this.state.is === 'in' ? this.state.shop : null;
  }

  get rights(): Rights {
    return rightsOf(this.me?.roles ?? [], this.shop);
  }

  /** The zone of the person who reads. */
  get zone(): Zone {
    return zoneOf(this.me?.timeZone);
  }

  /** Asks who is signed in. Keeps what is shown while somebody is. */
  async load(): Promise<void> {
    try {
      if (this.state.is !== 'in' && !(await hasSession())) {
        this.state = { is: 'out' };
        return;
      }
      const me = await api('GET /users/me');
      const shop = mayHaveShop(me.roles) ? await ownShop() : null;
      this.state = { is: 'in', me, shop };
    } catch (error) {
      if (isApiProblem(error) && error.status === 401) this.state = { is: 'out' };
      else if (this.state.is !== 'in') this.state = { is: 'failed', error };
    }
  }

  setShop(shop: OwnSeller): void {
    if (this.state.is === 'in') this.state = { ...this.state, shop };
  }

  async signOut(): Promise<void> {
    await api('POST /auth/logout', { body: {} }).catch(() => undefined);
    this.end();
  }

  end(): void {
    this.state = { is: 'out' };
  }
}

/** Asked first, so that opening the desk signed out is no error anywhere. */
async function hasSession(): Promise<boolean> {
  const { isSignedIn, isRenewable } = await api('GET /auth/session');
  return isSignedIn || (isRenewable && (await refreshSession()));
}

/** Customers may have applied; the house's own people have no shop unless they sell. */
function mayHaveShop(roles: readonly Role[]): boolean {
  return roles.includes('SELLER') || !isAtWork(rightsOf(roles, null));
}

async function ownShop(): Promise<OwnSeller | null> {
  try {
    return await api('GET /sellers/me');
  } catch (error) {
    if (isApiProblem(error, 'sellers.no-shop')) return null;
    throw error;
  }
}

export const session = new Session();
whenSessionEnds(() => session.end());
