/**
 * `npm test`: sets everything up, then proves it. `npm test -- src/x.test.ts` runs only those files, `--fast` only the
 * pure ones, `--only journeys,browser` only those stages, `--verbose` also prints what the tests print.
 */
import { main, prepare, runNode } from './ground.mjs';

/** Stages that look at built pages. */
const NEED_APPS = /journeys|faults|browser|apps/;

await main(async (args) => {
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;
  const named = args.filter((argument) => !argument.startsWith('--') && argument !== only);
  const isWhole = !args.includes('--fast') && named.length === 0 && only === undefined;
  await prepare({ apps: isWhole || NEED_APPS.test([only, ...named].join(' ')) });
  return await runNode(['scripts/testing/run-tests.ts', ...args]);
});
