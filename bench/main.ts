/** `npm run bench`: every measurement in this folder, one after the other; `npm run bench -- checkout` one of them. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const [wished, ...options] = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.replace('.ts', ''));
const chosen = wished ? names.filter((name) => name === wished) : names;

if (chosen.length === 0) {
  console.error(`There is no measurement "${wished ?? ''}". There are: ${names.join(', ') || 'none yet'}`);
  process.exitCode = 1;
}
for (const name of chosen) {
  console.log(`\n━━ ${name}`);
  // Each in a process of its own: a measurement must not inherit a warm or a full heap.
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...options], { stdio: 'inherit' });
  if (run.status !== 0) process.exitCode = 1;
}
