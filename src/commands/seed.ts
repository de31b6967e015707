import { parseArgs } from 'node:util';
import { DEMO_PASSWORD, seedDemo } from '../demo/seed-demo.ts';
import { withGround } from './with-ground.ts';

const HELP = `lumbung seed --demo: loads the demo shop (10 sellers, about 150 goods, demo logins). Running it again changes nothing.`;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' }, demo: { type: 'boolean' } } });
  if (values.help || !values.demo) return console.log(HELP);
  await withGround(async ({ app }) => {
    await seedDemo(app.apis, (text) => console.log(text));
    console.log(`Done. The password of the demo logins is ${DEMO_PASSWORD}.`);
  });
}
