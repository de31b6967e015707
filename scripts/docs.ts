/**
 * `npm run docs`: writes docs/reference from contracts and routes, and records new migrations in the lock that keeps
 * released ones from being changed, and completes the pages of modules. `--check` only tells what is stale.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProject, type Project, ROOT } from '../tests/structure/project.ts';
import { hashMigrations, MIGRATIONS_LOCK, readLock } from '../tests/structure/released-migrations.ts';
import { completeReadme } from '../tests/structure/true-readmes.ts';
import { readModules } from './reference/module-facts.ts';
import { staleReferences, writeReference } from './reference/write-reference.ts';

const { values } = parseArgs({
  options: {
    check: { type: 'boolean' },
    /** For migrations that no database outside of this checkout has run yet. */
    'accept-changed-migrations': { type: 'boolean' },
  },
});

const project = await loadProject();
if (values.check) {
  const stale = await staleReferences(project);
  for (const path of stale) console.log(`${path} is stale. Run: npm run docs`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  recordMigrations(project);
  const written = [...completeReadmes(project), ...(await writeReference(project))];
  console.log(written.length > 0 ? `Written: ${written.join(', ')}` : 'Everything was up to date.');
}

/** Adds the names of events, tables and neighbours that a module's page does not tell yet. */
function completeReadmes(whole: Project): string[] {
  return readModules(whole).flatMap((module) => {
    const path = `${module.folder}/README.md`;
    const text = whole.files.get(path);
    const completed = text === undefined ? undefined : completeReadme(text, module);
    if (completed === undefined || completed === text) return [];
    writeFileSync(resolve(ROOT, path), completed);
    return [path];
  });
}

function recordMigrations(whole: Project): void {
  const locked = readLock(whole);
  const current = hashMigrations(whole);
  const changed = Object.keys(locked).filter((file) => locked[file] !== current[file]);
  if (changed.length > 0 && !values['accept-changed-migrations']) {
    console.error(`Released migrations were changed: ${changed.join(', ')}`);
    console.error('Bring them back and write the next number: npm run new:migration');
    console.error('If no database has run them yet: npm run docs -- --accept-changed-migrations');
    process.exitCode = 1;
    return;
  }
  writeFileSync(resolve(ROOT, MIGRATIONS_LOCK), `${JSON.stringify(current, null, 2)}\n`);
}
