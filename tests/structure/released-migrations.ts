import { createHash } from 'node:crypto';
import type { Finding, Project, StructureCheck } from './project.ts';

export const MIGRATIONS_LOCK = 'src/migrations.lock.json';

/** A database that has run a migration will not run it again: what is released is never changed. */
export const releasedMigrations: StructureCheck = {
  name: 'released migrations',
  instead:
    'Leave released migrations as they are and write the next number: npm run new:migration. New files are recorded by: npm run docs',
  find: (project) => {
    const locked = readLock(project);
    const current = hashMigrations(project);
    const changed = Object.entries(locked).flatMap(([file, hash]): Finding[] => {
      if (current[file] === hash) return [];
      return [
        { file, line: 1, message: current[file] ? 'was changed after its release' : 'was deleted after its release' },
      ];
    });
    const unrecorded = Object.keys(current)
      .filter((file) => !locked[file])
      .map((file) => ({ file, line: 1, message: `is not recorded in ${MIGRATIONS_LOCK}` }));
    return [...changed, ...unrecorded, ...wrongNumbers(Object.keys(current))];
  },
};

export function hashMigrations({ files }: Project): Record<string, string> {
  const migrations = [...files].filter(([file]) => /^src\/.*\/migrations\/.*\.sql$/.test(file));
  return Object.fromEntries(
    migrations
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, text]) => [file, createHash('sha256').update(text).digest('hex')]),
  );
}

export function readLock({ files }: Project): Record<string, string> {
  return JSON.parse(files.get(MIGRATIONS_LOCK) ?? '{}');
}

/** Numbers name the order; two files of one number have none. */
function wrongNumbers(paths: string[]): Finding[] {
  const seen = new Set<string>();
  return paths.flatMap((file): Finding[] => {
    const number = /^(.*\/migrations\/(?:[^/]+\/)?\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1];
    if (!number) return [{ file, line: 1, message: 'is not named like 0001-create-orders.sql' }];
    if (seen.has(number)) return [{ file, line: 1, message: 'has the number of another migration' }];
    seen.add(number);
    return [];
  });
}
