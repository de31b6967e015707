/**
 * A fetch that renews the session: when an answer says 401, the session is refreshed once, however many calls wait for
 * it, and the call is made again.
 * @param refresh asks for a new session; false when it has ended.
 * @param onended told once per call that found the session ended for good.
 */
export function refreshOnce(fetcher: typeof fetch, refresh: () => Promise<boolean>, onended: () => void): typeof fetch {
  let refreshing: Promise<boolean> | null = null;
  const renew = () => {
    refreshing ??= refresh().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };
  return async (input, init) => {
    const response = await fetcher(input, init);
    if (response.status !== 401 || isAboutSignIn(input) || (await isAboutWhatWasTyped(response))) return response;
    if (!(await renew())) {
      onended();
      return response;
    }
    const again = await fetcher(input, init);
    if (again.status === 401) onended();
    return again;
  };
}

/** There a 401 says that the password or the code is wrong, not that a session has ended. */
function isAboutSignIn(input: RequestInfo | URL): boolean {
  return /\/auth\/(?:login|otp|refresh|logout)/.test(input instanceof Request ? input.url : String(input));
}

/** A wrong code of the second factor is a 401 of its own: no new session makes it right. */
async function isAboutWhatWasTyped(response: Response): Promise<boolean> {
  try {
    const problem: unknown = await response.clone().json();
    const code = typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : '';
    return code.startsWith('identity.') && code !== 'identity.session-ended';
  } catch {
    return false;
  }
}
