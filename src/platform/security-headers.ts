/**
 * Headers that every answer carries. An answer of the API is data: nothing in it may be run, framed or sniffed. Pages
 * (shop, desk) set their own Content-Security-Policy with nonces and get the rest from here.
 */
export type SecurityHeaders = {
  /** For answers of the API. */
  api: Readonly<Record<string, string>>;
  /** For pages of the mounted apps, which may overwrite them. */
  pages: Readonly<Record<string, string>>;
  /** For the reader of the API reference: own scripts and styles, nothing inline. */
  docs: Readonly<Record<string, string>>;
};

const PERMISSIONS =
  'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()';
/** Two years, as the preload lists ask for; only where the site is served over https. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

export function createSecurityHeaders(options: { isHttps: boolean }): SecurityHeaders {
  const everywhere: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': PERMISSIONS,
    'cross-origin-opener-policy': 'same-origin',
    ...(options.isHttps ? { 'strict-transport-security': STRICT_TRANSPORT } : {}),
  };
  const data = { ...everywhere, 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' };
  return {
    api: {
      ...data,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    },
    pages: { ...everywhere, 'x-frame-options': 'SAMEORIGIN' },
    docs: { ...data, 'content-security-policy': DOCS_POLICY },
  };
}
