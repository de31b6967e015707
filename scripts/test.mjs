/**
 * `npm test`: sets everything up, then proves it. `npm test -- src/x.test.ts` runs only those files, `--fast` only the
 * pure ones, `--only journeys,browser` only those stages, `--verbose` also prints what the tests print.
 */
import { main, prepare, runNode } from './ground.mjs';

await main(async (args) => {
  const needsApps = !args.includes('--fast') && !args.some((argument) => /\.test\.ts$/.test(argument));
  await prepare({ apps: needsApps });
  return await runNode(['scripts/testing/run-tests.ts', ...args]);
});
