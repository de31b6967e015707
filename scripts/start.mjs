/**
 * `npm start` and `npm run dev`: sets everything up, then serves. Arguments after `--` go to the server. In development
 * the server restarts when its code changes, and an app is built again when its sources do.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { main, prepare, ROOT, rebuildStaleApps, runNode } from './ground.mjs';

/** Editors write a file in several steps, and a branch changes many at once. */
const QUIET_MS = 400;

await main(async (args) => {
  const startedAt = Date.now();
  const isDev = args.includes('--dev');
  await prepare({ apps: true });
  const stopWatching = isDev ? watchApps() : () => {};
  const flags = isDev ? ['--watch', '--watch-preserve-output'] : [];
  const rest = args.filter((argument) => argument !== '--dev');
  // The server prints the seconds since the command was typed, not since its own start.
  const code = await runNode([...flags, 'src/main.ts', 'start', ...rest], { LUMBUNG_STARTED_AT: String(startedAt) });
  stopWatching();
  return code;
});

function watchApps() {
  let timer;
  let running = Promise.resolve();
  const later = (_event, file) => {
    if (/(^|[\\/])(node_modules|build|\.svelte-kit|paraglide)([\\/]|$)/.test(String(file))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(() => rebuildStaleApps());
    }, QUIET_MS);
  };
  const watchers = ['shop', 'desk', 'kit'].map((app) => watch(join(ROOT, 'apps', app), { recursive: true }, later));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
