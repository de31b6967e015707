/** The world does not answer (a neighbour, a provider, the database): 503 at the edge, tried again by whoever owns retrying. */
export class Unavailable extends Error {
  readonly what: string;
  constructor(what: string, cause?: unknown) {
    super(`${what} does not answer`, { cause });
    this.name = 'Unavailable';
    this.what = what;
  }
}
