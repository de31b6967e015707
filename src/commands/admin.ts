import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { systemCall } from '../platform/call.ts';
import { withGround } from './with-ground.ts';

const HELP = `lumbung admin EMAIL [--name NAME]: makes the first administrator (SUPER_ADMIN) of an installation.

Prints a password once. When the account is there already it gets the role and keeps its password.`;

export async function run(args: string[]): Promise<void> {
  const options = { help: { type: 'boolean' }, name: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [email] = positionals;
  if (values.help || !email) return console.log(HELP);
  const password = randomBytes(15).toString('base64url');
  await withGround(async ({ app }) => {
    const call = systemCall('lumbung admin', 'admin');
    const wish = { email, name: values.name ?? email, password, roles: ['SUPER_ADMIN' as const] };
    const { userId, isNew } = await app.apis.identity.ensureAccount(call, wish);
    if (isNew)
      console.log(
        `${email} can sign in now. Password (shown once): ${password}\nSet up the second factor at the first sign-in.`,
      );
    else {
      await app.apis.identity.grantRole(call, { userId, role: 'SUPER_ADMIN' });
      console.log(`${email} is an administrator now, with the password it had.`);
    }
  });
}
