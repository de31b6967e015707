import { Type } from 'typebox';
import { isRefusal, refuse } from '#platform/refusal';
import { answer, type CookieChange, type Route, route } from '#platform/route';
import { type IdentityApi, identityContract } from './contract.ts';
import { answerSession, clearedCookies, REFRESH_COOKIE, sessionCookies } from './sessions/session-cookies.ts';
import {
  Jwks,
  LoginInput,
  RefreshToken,
  RegisterInput,
  RegisterOutput,
  RequestCodeInput,
  RequestCodeOutput,
  ResetPasswordInput,
  SessionAnswer,
  VerifyCodeInput,
} from './shapes.ts';

const strict = { additionalProperties: false } as const;
const { operations } = identityContract;
const SessionChoice = Type.Optional(Type.Union([Type.Literal('token'), Type.Literal('cookie')]));
const LoginBody = Type.Object({ ...LoginInput.properties, session: SessionChoice }, strict);
const VerifyCodeBody = Type.Object({ ...VerifyCodeInput.properties, session: SessionChoice }, strict);
const TokenBody = Type.Object({ refreshToken: Type.Optional(RefreshToken) }, strict);

/** For a page that opens: it must know whether to ask for a sign-in without provoking an error first. */
const SessionSigns = Type.Object({ isSignedIn: Type.Boolean(), isRenewable: Type.Boolean() }, strict);

export function signInRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/auth/register',
      summary: 'Register by e-mail or phone; the answer is the same when the account exists already',
      scope: 'public',
      body: RegisterInput,
      answers: { 201: RegisterOutput },
      refusals: operations.register.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 3, by: 'address', name: 'register' }],
      examples: { body: { name: 'Siti Aminah', email: 'siti@contoh.id', password: 'kopi susu gula aren' } },
      handle: ({ call, body }) => api.register(call, body),
    }),
    route({
      method: 'POST',
      path: '/auth/login',
      summary: 'Sign in by password',
      scope: 'public',
      body: LoginBody,
      answers: { 200: SessionAnswer },
      refusals: operations.login.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 5, by: 'address', name: 'login' }],
      examples: { body: { identifier: 'pembeli@lumbung.test', password: 'lumbung-demo' } },
      handle: async ({ call, body: { session, ...input } }) =>
        answerSession(await api.login(call, input), session ?? 'token'),
    }),
    ...sessionRoutes(api),
    ...codeRoutes(api),
    ...signRoutes(api),
    ...googleRoutes(api),
  ];
}

function sessionRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/auth/refresh',
      summary: 'Rotate the refresh token, from the body or from the cookie',
      scope: 'public',
      body: TokenBody,
      examples: { body: { refreshToken: 'lbr_contoh' } },
      answers: { 200: SessionAnswer },
      refusals: operations.refresh.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 60, by: 'address', name: 'refresh' }],
      handle: async ({ call, body, cookies }) => {
        const refreshToken = body.refreshToken ?? cookies[REFRESH_COOKIE];
        if (!refreshToken) throw refuse('identity.session-ended');
        return answerSession(
          await api.refresh(call, { refreshToken: refreshToken.slice(0, 200) }),
          body.refreshToken ? 'token' : 'cookie',
        );
      },
    }),
    route({
      method: 'POST',
      path: '/auth/logout',
      summary: 'End this session',
      scope: 'public',
      body: TokenBody,
      examples: { body: { refreshToken: 'lbr_contoh' } },
      answers: { 204: null },
      idempotency: 'none',
      handle: async ({ call, body, cookies }) => {
        const refreshToken = (body.refreshToken ?? cookies[REFRESH_COOKIE])?.slice(0, 200);
        await api.logout(call, refreshToken ? { refreshToken } : {});
        return answer(204, null, { cookies: clearedCookies() });
      },
    }),
  ];
}

function signRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/ways',
      summary: 'By which ways one can sign in here',
      scope: 'public',
      answers: { 200: operations.signInWays.output },
      cacheControl: 'public, max-age=60',
      handle: ({ call }) => api.signInWays(call, {}),
    }),
    route({
      method: 'GET',
      path: '/auth/session',
      summary: 'Whether the cookies hold a session, and whether it can be renewed; never a 401',
      scope: 'public',
      answers: { 200: SessionSigns },
      handle: async ({ call, cookies }) => ({
        isSignedIn: call.actor.kind === 'user',
        isRenewable: Boolean(cookies[REFRESH_COOKIE]),
      }),
    }),
    route({
      method: 'GET',
      path: '/.well-known/jwks.json',
      prefix: '',
      summary: 'Public keys of access tokens',
      scope: 'public',
      answers: { 200: Jwks },
      cacheControl: 'public, max-age=300',
      handle: ({ call }) => api.getJwks(call, {}),
    }),
  ];
}

function codeRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/auth/otp/request',
      summary: 'Send a one-time code; the answer is the same when nobody has this e-mail or phone',
      scope: 'public',
      body: RequestCodeInput,
      examples: { body: { identifier: 'siti@contoh.id', purpose: 'login' } },
      answers: { 202: RequestCodeOutput },
      refusals: operations.requestCode.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 10, by: 'address', name: 'otp' }],
      handle: ({ call, body }) => api.requestCode(call, body),
    }),
    route({
      method: 'POST',
      path: '/auth/otp/verify',
      summary: 'Sign in by a one-time code',
      scope: 'public',
      body: VerifyCodeBody,
      examples: { body: { identifier: 'siti@contoh.id', code: '123456', deviceName: 'HP Siti' } },
      answers: { 200: SessionAnswer },
      refusals: operations.verifyCode.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 10, by: 'address', name: 'otpVerify' }],
      handle: async ({ call, body: { session, ...input } }) =>
        answerSession(await api.verifyCode(call, input), session ?? 'token'),
    }),
    route({
      method: 'POST',
      path: '/auth/password/reset',
      summary: 'Set a new password by a code of purpose `reset`',
      scope: 'public',
      body: ResetPasswordInput,
      examples: { body: { identifier: 'siti@contoh.id', code: '123456', newPassword: 'teh poci gula batu' } },
      answers: { 204: null },
      refusals: operations.resetPassword.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 5, by: 'address', name: 'passwordReset' }],
      handle: async ({ call, body }) => {
        await api.resetPassword(call, body);
        return answer(204, null, { cookies: clearedCookies() });
      },
    }),
  ];
}

const GOOGLE_COOKIE = 'lumbung_google';
/** Only the two Google routes need it. */
const GOOGLE_PATH = '/api/v1/auth/google';
/** The shop's sign-in page; it shows the sentence for the code. */
const SIGN_IN_PAGE = '/masuk';

/** A provider may send more than it has to (`scope`, `authuser`, `hd`, …): the only place where unknown fields pass. */
const CallbackQuery = Type.Object({ state: Type.String({ maxLength: 500 }) }, { additionalProperties: true });

/** Back into the form in which it came, as far as it is text and of a sensible length. */
function searchOf(query: object): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return new URLSearchParams(pairs).toString().slice(0, 8_000);
}

function complaintPage(code: string): string {
  return `${SIGN_IN_PAGE}?error=${encodeURIComponent(code)}`;
}

function googleRoutes(api: IdentityApi): Route[] {
  const redirect = (to: string, cookies: CookieChange[]) => answer(302, null, { headers: { location: to }, cookies });
  const forget: CookieChange = { name: GOOGLE_COOKIE, value: null, maxAgeSeconds: 0, path: GOOGLE_PATH };
  return [
    route({
      method: 'GET',
      path: '/auth/google/start',
      summary: 'Go to Google to sign in',
      scope: 'public',
      query: Type.Object({ returnTo: Type.Optional(Type.String({ maxLength: 500 })) }, strict),
      answers: { 302: null },
      refusals: operations.startGoogle.refusals,
      rateLimits: [{ perMinute: 10, by: 'address', name: 'google' }],
      handle: async ({ call, query, headers }) => {
        try {
          const { url, sealed } = await api.startGoogle(call, query);
          return redirect(url, [{ name: GOOGLE_COOKIE, value: sealed, maxAgeSeconds: 600, path: GOOGLE_PATH }]);
        } catch (error) {
          // A person who followed a link sees a page; a program sees the refusal.
          const isPerson = String(headers.accept ?? '').includes('text/html');
          if (isPerson && isRefusal(error)) return redirect(complaintPage(error.code), []);
          throw error;
        }
      },
    }),
    route({
      method: 'GET',
      path: '/auth/google/callback',
      summary: 'Come back from Google; signs in with cookies',
      scope: 'public',
      query: CallbackQuery,
      answers: { 302: null },
      rateLimits: [{ perMinute: 10, by: 'address', name: 'google' }],
      handle: async ({ call, query, cookies }) => {
        try {
          const sealed = cookies[GOOGLE_COOKIE]?.slice(0, 4_000) ?? '';
          const { session, returnTo } = await api.finishGoogle(call, { query: searchOf(query), sealed });
          return redirect(returnTo, [forget, ...sessionCookies(session)]);
        } catch (error) {
          // A person looks at this answer, not a program: back to the sign-in page, which says what happened.
          if (isRefusal(error)) return redirect(complaintPage(error.code), [forget]);
          throw error;
        }
      },
    }),
  ];
}
