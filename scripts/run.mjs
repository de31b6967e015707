/** Runs one of our TypeScript programs on prepared ground: `node scripts/run.mjs scripts/show.ts orders`. */
import { main, prepare, runNode } from './ground.mjs';

await main(async (args) => {
  await prepare();
  return await runNode(args);
});
