import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { type FieldError, refuse } from '#platform/refusal';
import { identityContract } from '../contract.ts';
import type { IdentityDeps } from '../identity-deps.ts';
import { weaknessOf } from '../passwords/password-rules.ts';
import type { RegisterInput } from '../shapes.ts';
import {
  dropUnprovenContacts,
  insertAccount,
  insertRole,
  listAccountsByContacts,
  markContested,
  type NewAccount,
} from './account-queries.ts';
import { parseEmail, parsePhone } from './identifier.ts';

type Registration = { name: string; email: string | null; phone: string | null };

/**
 * Makes an account, or seems to: the answer and the work are the same when somebody has this e-mail or phone already.
 * Then nothing changes but that the owner is told, and that an unproven owner is marked as contested (see
 * `proveIdentifier`).
 */
export async function register(
  deps: IdentityDeps,
  call: Call,
  input: RegisterInput,
): Promise<{ user: { id: string; name: string } }> {
  const { name, email, phone } = readRegistration(call, input);
  const weakness = weaknessOf(input.password, [email, phone, name]);
  if (weakness)
    throw refuse(
      'identity.password-weak',
      { weakness },
      { fields: [{ pointer: '/password', code: weakness, detail: weakness }] },
    );
  const account: NewAccount = {
    id: deps.newId(),
    name,
    email,
    phone,
    passwordHash: await deps.hasher.hash(input.password),
    language: input.language ?? call.language,
    isVerified: false,
    now: deps.clock.now(),
  };
  await deps.database.inTx(async (tx) => {
    await releaseUnprovenContacts(tx, call, account);
    if (await insertAccount(tx, account)) announceRegistration(tx, call, account);
    else await tellOwners(tx, call, account);
  });
  return { user: { id: account.id, name } };
}

function readRegistration(call: Call, input: RegisterInput): Registration {
  const email = input.email === undefined ? null : parseEmail(input.email);
  const phone = input.phone === undefined ? null : parsePhone(input.phone);
  const isIndonesian = call.language === 'id';
  const wrong: FieldError[] = [];
  if (input.email !== undefined && !email)
    wrong.push({
      pointer: '/email',
      code: 'format',
      detail: isIndonesian
        ? 'Tulis alamat e-mail yang lengkap, misalnya nama@contoh.id.'
        : 'Write a complete e-mail, for example name@example.com.',
    });
  if (input.phone !== undefined && !phone)
    wrong.push({
      pointer: '/phone',
      code: 'format',
      detail: isIndonesian
        ? 'Nomor HP harus 10–13 angka, misalnya 0812-3456-7890.'
        : 'A phone has 10 to 13 digits, for example 0812-3456-7890.',
    });
  if (input.email === undefined && input.phone === undefined)
    wrong.push({
      pointer: '/email',
      code: 'required',
      detail: isIndonesian ? 'Isi e-mail atau nomor HP.' : 'Give an e-mail or a phone.',
    });
  if (wrong.length > 0) throw refuse('request.invalid', {}, { fields: wrong });
  return { name: input.name.replace(/\s+/g, ' ').trim(), email, phone };
}

/** Writes the first role, the event and the audit entry of an account that was just inserted. */
export function announceRegistration(tx: Tx, call: Call, account: NewAccount): void {
  const { id, name, email, phone, language, now } = account;
  tx.write(insertRole(id, 'CUSTOMER', now));
  appendEvent(tx, identityContract, 'user.registered', {
    call,
    aggregateId: id,
    payload: { userId: id, name, email, phone, roles: ['CUSTOMER'], language },
  });
  appendAudit(tx, 'identity', call, {
    stream: `user:${id}`,
    action: 'identity.registered',
    onBehalfOf: id,
    after: { hasEmail: email !== null, hasPhone: phone !== null, language },
  });
}

/**
 * A contact that an account never proved, while it did prove its other one, is free for whoever registers it: else one
 * could sit on a stranger's phone for good.
 */
export async function releaseUnprovenContacts(
  tx: Tx,
  call: Call,
  contacts: { email: string | null; phone: string | null; now: Date },
): Promise<void> {
  for (const released of await dropUnprovenContacts(tx, contacts)) {
    appendAudit(tx, 'identity', call, {
      stream: `user:${released.id}`,
      action: 'identity.contact-released',
      onBehalfOf: released.id,
      after: { contact: released.contact },
    });
  }
}

async function tellOwners(tx: Tx, call: Call, attempt: NewAccount): Promise<void> {
  const owners = await listAccountsByContacts(tx, attempt);
  for (const owner of owners) {
    const isSameEmail = attempt.email !== null && attempt.email === owner.email;
    const provenAt = isSameEmail ? owner.emailVerifiedAt : owner.phoneVerifiedAt;
    if (!provenAt) tx.write(markContested(owner.id, attempt.now));
    appendEvent(tx, identityContract, 'registration.repeated', {
      call,
      aggregateId: owner.id,
      payload: { userId: owner.id },
    });
    appendAudit(tx, 'identity', call, {
      stream: `user:${owner.id}`,
      action: 'identity.registration-repeated',
      onBehalfOf: owner.id,
    });
  }
}
