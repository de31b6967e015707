/** `npm run new:migration -- orders add-gift-note`: the next numbered SQL file of a module. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { WINGS } from './new-module/module-files.ts';

const ROOT = resolve(import.meta.dirname, '..');
const [module = '', title = ''] = process.argv.slice(2);
const folder = WINGS.map((wing) => resolve(ROOT, 'src', wing, module)).find((path) => module && existsSync(path));

if (!folder || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(title)) {
  console.error(`${folder ? 'The title is lower case words with hyphens.' : `There is no module "${module}".`}
Like this: npm run new:migration -- orders add-gift-note`);
  process.exitCode = 1;
} else {
  console.log(relative(ROOT, writeMigration(join(folder, 'migrations'))));
  console.log('Write it, run its tests, then record it with: npm run docs');
}

function writeMigration(migrations: string): string {
  mkdirSync(migrations, { recursive: true });
  const numbers = readdirSync(migrations).map((file) => Number.parseInt(file, 10) || 0);
  const path = join(migrations, `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}-${title}.sql`);
  writeFileSync(
    path,
    '-- Say why: what could not be said before, what a lock protects, which query an index serves.\n',
  );
  return path;
}
