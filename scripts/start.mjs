/** `npm start` and `npm run dev`: sets everything up, then serves. Arguments after `--` go to the server. */
import { main, prepare, runNode } from './ground.mjs';

await main(async (args) => {
  const startedAt = Date.now();
  const isDev = args.includes('--dev');
  await prepare({ apps: true });
  const watch = isDev ? ['--watch', '--watch-preserve-output'] : [];
  const rest = args.filter((argument) => argument !== '--dev');
  // The server prints the seconds since the command was typed, not since its own start.
  return await runNode([...watch, 'src/main.ts', 'start', ...rest], { LUMBUNG_STARTED_AT: String(startedAt) });
});
