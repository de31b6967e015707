import { refuse } from './refusal.ts';

/** The ETag of something that carries a version number, for `If-Match` where two people may edit. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/** The version that the caller has read; null where the header is missing or `*`. A tag that is not ours is stale. */
export function ifMatchVersion(headers: Record<string, string | string[] | undefined>): number | null {
  const given = headers['if-match'];
  if (given === undefined || given === '*') return null;
  const [, digits] = /^(?:W\/)?"v(\d{1,9})"$/.exec(String(given)) ?? [];
  if (digits === undefined) throw refuse('request.stale');
  return Number(digits);
}
