import { parseArgs } from 'node:util';
import { verifyHouse } from '../verify.ts';
import { withGround } from './with-ground.ts';

const HELP = `lumbung verify: proves books, posting instructions, stock, orders and audit chains. Ends with code 1 when something is wrong.`;
const SHOWN = 20;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' }, json: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  await withGround(async ({ house, app }) => {
    await house.drainEvents();
    const findings = await verifyHouse(house, app, (finding) => {
      if (values.json) return;
      console.log(`${finding.isSound ? 'sound ' : 'WRONG '} ${finding.what.padEnd(22)} ${finding.detail}`);
      for (const problem of finding.problems.slice(0, SHOWN)) console.log(`         ${problem}`);
      if (finding.problems.length > SHOWN) console.log(`         and ${finding.problems.length - SHOWN} more`);
    });
    if (values.json) console.log(JSON.stringify(findings));
    if (findings.some((finding) => !finding.isSound)) process.exitCode = 1;
  });
}
