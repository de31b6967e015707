/** `from` holds keys of rows in `to`. */
export type Reference = { from: string; to: string };

/**
 * Tables in an order in which every row finds the rows that it names: those that are named come first. A table that names
 * itself is no matter (PostgreSQL looks at the end of the statement). Throws where tables name each other in a circle.
 */
export function inOrderOfReferences(tables: readonly string[], references: readonly Reference[]): string[] {
  const named = new Map(tables.map((table) => [table, new Set<string>()]));
  for (const { from, to } of references) if (from !== to) named.get(from)?.add(to);
  const ordered: string[] = [];
  const placed = new Set<string>();
  while (ordered.length < tables.length) {
    const next = tables.filter(
      (table) => !placed.has(table) && [...(named.get(table) ?? [])].every((to) => placed.has(to) || !named.has(to)),
    );
    if (next.length === 0) {
      const left = tables.filter((table) => !placed.has(table));
      throw new Error(`These tables name each other in a circle: ${left.join(', ')}`);
    }
    for (const table of next) placed.add(table);
    ordered.push(...next);
  }
  return ordered;
}

export type KnownMigration = { module: string; name: string; sha256: string };

/**
 * Whether this version can bring a backup's schema about: it must know every migration of it, unchanged. Answers the first
 * that it does not know (the backup is newer) or knows otherwise (the backup is of another Lumbung).
 */
export function strangeMigration(
  ofBackup: readonly KnownMigration[],
  ofHouse: readonly KnownMigration[],
): { kind: 'unknown' | 'other'; name: string } | null {
  const known = new Map(ofHouse.map(({ module, name, sha256 }) => [`${module}/${name}`, sha256]));
  for (const { module, name, sha256 } of ofBackup) {
    const here = known.get(`${module}/${name}`);
    if (here !== sha256) return { kind: here === undefined ? 'unknown' : 'other', name: `${module}/${name}` };
  }
  return null;
}
