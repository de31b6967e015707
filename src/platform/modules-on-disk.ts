import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MigrationSource } from './migrate.ts';

const SRC = resolve(import.meta.dirname, '..');
export const WINGS = ['commons', 'commerce', 'credit', 'insight'] as const;

/** Every folder of a wing that has a door, in alphabetical order within its wing. The folder is the module's name. */
export async function listModuleFolders(): Promise<(MigrationSource & { wing: string })[]> {
  const found: (MigrationSource & { wing: string })[] = [];
  for (const wing of WINGS) {
    const folders = (await readdir(join(SRC, wing), { withFileTypes: true }).catch(() => [])).filter((entry) =>
      entry.isDirectory(),
    );
    for (const folder of folders.sort((a, b) => a.name.localeCompare(b.name))) {
      const directory = join(SRC, wing, folder.name);
      const files = await readdir(directory);
      if (files.includes('contract.ts')) found.push({ wing, module: schemaNameOf(folder.name), directory });
    }
  }
  return found;
}

/** `loan-products` keeps its tables in the schema `loan_products`. */
export function schemaNameOf(folder: string): string {
  return folder.replaceAll('-', '_');
}
