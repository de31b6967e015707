import { describe, expect, it } from 'vitest';
import { refreshOnce } from './refresh-once.ts';

function stage(options: { canRefresh: boolean }) {
  const seen = { calls: 0, refreshes: 0, ended: 0 };
  let isFresh = false;
  const fetcher: typeof fetch = async () => {
    seen.calls++;
    return new Response(null, { status: isFresh ? 200 : 401 });
  };
  const refresh = async () => {
    seen.refreshes++;
    await Promise.resolve();
    isFresh = options.canRefresh;
    return options.canRefresh;
  };
  return { seen, fetch: refreshOnce(fetcher, refresh, () => void seen.ended++) };
}

describe('refreshOnce', () => {
  it('should refresh once and ask again when several calls find the session ended', async () => {
    const { seen, fetch } = stage({ canRefresh: true });
    const answers = await Promise.all([fetch('/api/v1/a'), fetch('/api/v1/b')]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
    expect(seen).toEqual({ calls: 4, refreshes: 1, ended: 0 });
  });

  it('should say that the session has ended when it cannot be refreshed', async () => {
    const { seen, fetch } = stage({ canRefresh: false });
    expect((await fetch('/api/v1/a')).status).toBe(401);
    expect(seen).toEqual({ calls: 1, refreshes: 1, ended: 1 });
  });

  it('should leave a wrong code of the second factor alone when somebody is signed in', async () => {
    let refreshes = 0;
    const answer = () => Response.json({ code: 'identity.second-factor-wrong' }, { status: 401 });
    const refresh = async () => ++refreshes > 0;
    const fetch = refreshOnce(
      async () => answer(),
      refresh,
      () => undefined,
    );
    const response = await fetch('/api/v1/auth/totp/confirm');
    expect(await response.json()).toEqual({ code: 'identity.second-factor-wrong' });
    expect(refreshes).toBe(0);
  });

  it('should leave a wrong password alone when somebody signs in', async () => {
    const { seen, fetch } = stage({ canRefresh: true });
    expect((await fetch('/api/v1/auth/login')).status).toBe(401);
    expect(seen.refreshes).toBe(0);
  });
});
