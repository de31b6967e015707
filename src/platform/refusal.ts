import type { Language } from './call.ts';
import type { Contract, RefusalDefinition } from './contract.ts';

export type FieldError = { pointer: string; code: string; detail: string };

/** The expected no. Thrown by verbs, rolls a transaction back, and becomes problem+json at the edge. Never an alarm. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: Record<string, unknown>;
  readonly fields: FieldError[];
  /** Seconds after which another try makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: string,
    details: Record<string, unknown> = {},
    fields: FieldError[] = [],
    retryAfterSeconds: number | null = null,
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
    this.fields = fields;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Makes a refusal: `throw refuse('orders.not-found', { orderId })`. Details fill the placeholders of the message and
 * are shown to the caller as they are: put nothing into them that the caller may not see.
 */
export function refuse(
  code: string,
  details: Record<string, unknown> = {},
  extra: { fields?: FieldError[]; retryAfterSeconds?: number } = {},
): Refusal {
  return new Refusal(code, details, extra.fields ?? [], extra.retryAfterSeconds ?? null);
}

export function isRefusal(error: unknown, code?: string): error is Refusal {
  return error instanceof Refusal && (code === undefined || error.code === code);
}

/** The platform also has answers that no module may give: a fault is never a module's refusal. */
export type KnownRefusal = Omit<RefusalDefinition, 'status'> & {
  status: RefusalDefinition['status'] | 405 | 431 | 500;
};

const platformRefusals = {
  'request.invalid': { status: 400, id: 'Ada isian yang belum benar.', en: 'Some fields are not right.' },
  'request.not-json': { status: 400, id: 'Isi permintaan bukan JSON yang benar.', en: 'The body is not valid JSON.' },
  'request.too-large': { status: 413, id: 'Kiriman terlalu besar.', en: 'The body is too large.' },
  'request.unsupported-media': {
    status: 415,
    id: 'Jenis isi ini tidak kami terima.',
    en: 'This content type is not accepted.',
  },
  'request.not-found': { status: 404, id: 'Halaman atau data ini tidak ada.', en: 'There is nothing here.' },
  'request.method-not-allowed': {
    status: 405,
    id: 'Alamat ini tidak menerima cara itu.',
    en: 'This address does not take that method.',
  },
  'request.headers-too-large': {
    status: 431,
    id: 'Header permintaan terlalu besar.',
    en: 'The request headers are too large.',
  },
  'request.sign-in-required': { status: 401, id: 'Masuk dulu untuk melanjutkan.', en: 'Sign in to continue.' },
  'request.forbidden': { status: 403, id: 'Akunmu tidak punya izin untuk ini.', en: 'Your account may not do this.' },
  'request.wrong-origin': {
    status: 403,
    id: 'Permintaan datang dari situs lain.',
    en: 'The request came from another site.',
  },
  'request.too-many': {
    status: 429,
    id: 'Terlalu banyak permintaan. Coba lagi {retryAfterSeconds} detik lagi.',
    en: 'Too many requests. Try again in {retryAfterSeconds} seconds.',
  },
  'request.idempotency-key-required': {
    status: 400,
    id: 'Header Idempotency-Key wajib ada di sini.',
    en: 'The Idempotency-Key header is required here.',
  },
  'request.idempotency-key-reused': {
    status: 422,
    id: 'Idempotency-Key ini sudah dipakai untuk permintaan lain.',
    en: 'This Idempotency-Key was used for a different request.',
  },
  'request.in-progress': {
    status: 409,
    id: 'Permintaan yang sama sedang diproses.',
    en: 'The same request is being processed.',
  },
  'request.stale': {
    status: 412,
    id: 'Data ini sudah diubah orang lain. Muat ulang dulu.',
    en: 'This was changed by someone else. Reload first.',
  },
  'server.busy': {
    status: 503,
    id: 'Kami sedang ramai. Coba lagi sebentar lagi.',
    en: 'We are busy. Try again in a moment.',
  },
  'server.fault': {
    status: 500,
    id: 'Ada yang salah di pihak kami. Sudah tercatat; coba lagi sebentar lagi.',
    en: 'Something went wrong on our side. It has been noted; try again in a moment.',
  },
  'server.draining': {
    status: 503,
    id: 'Server sedang berganti. Coba lagi sebentar lagi.',
    en: 'The server is restarting. Try again in a moment.',
  },
} as const satisfies Record<string, KnownRefusal>;

const known = new Map<string, KnownRefusal>(Object.entries(platformRefusals));

/** Called once per module by the composition root. A code belongs to one module only. */
export function registerRefusals(contract: Contract): void {
  for (const [code, definition] of Object.entries(contract.refusals)) {
    const earlier = known.get(code);
    if (earlier && earlier !== definition) throw new Error(`The refusal ${code} is defined twice`);
    known.set(code, definition);
  }
}

export function listRefusals(): ReadonlyMap<string, KnownRefusal> {
  return known;
}

/** The sentence for people, with placeholders filled; unknown codes are a fault of ours, not of the caller. */
export function describeRefusal(refusal: Refusal, language: Language): { status: number; detail: string } {
  const definition = known.get(refusal.code);
  if (!definition) throw new Error(`The refusal ${refusal.code} is not in any contract`, { cause: refusal });
  const detail = definition[language].replace(/\{(\w+)\}/g, (_, name: string) => String(refusal.details[name] ?? ''));
  return { status: definition.status, detail };
}
