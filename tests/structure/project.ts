import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contract } from '#platform/contract';

/** The project as the checks see it: text by path, with `/` and relative to the root. Tests make small ones by hand. */
export type Project = {
  files: ReadonlyMap<string, string>;
  /** Doors of modules, by folder (`src/commerce/orders`). */
  contracts: ReadonlyMap<string, Contract>;
  /** Doors that could not be loaded, and why. */
  unloadable: ReadonlyMap<string, string>;
};

export type Finding = { file: string; line: number; message: string };

/** A rule about the project, as a function of its files. */
export type StructureCheck = {
  name: string;
  /** What to do instead, printed below the findings. */
  instead: string;
  find: (project: Project) => Finding[];
};

export const ROOT = resolve(import.meta.dirname, '../..');
const TEXT = /\.(ts|mjs|cjs|js|json|md|sql|svelte|css|html|yaml|yml|sh|example)$|(^|\/)[^.]+$/;
const MAX_BYTES = 5_000_000;

/** A small project for a test: paths and texts. */
export function sampleProject(files: Record<string, string>, contracts: Record<string, Contract> = {}): Project {
  return {
    files: new Map(Object.entries(files)),
    contracts: new Map(Object.entries(contracts)),
    unloadable: new Map(),
  };
}

/** The real project: what git knows or would know, as it lies on disk now. */
export async function loadProject(): Promise<Project> {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  const paths = list.split('\0').filter((path) => path !== '' && TEXT.test(path) && !path.includes('package-lock'));
  const files = new Map<string, string>();
  for (const path of paths) {
    const full = resolve(ROOT, path);
    // A file may be deleted but still known to git.
    if (!existsSync(full)) continue;
    const bytes = readFileSync(full);
    if (bytes.length <= MAX_BYTES) files.set(path, bytes.toString('utf8'));
  }
  return { files, ...(await loadContracts([...files.keys()])) };
}

/** Contracts are plain data, so loading all of them costs little and needs no database. */
async function loadContracts(paths: string[]): Promise<Pick<Project, 'contracts' | 'unloadable'>> {
  const doors = paths
    .filter((path) => /^src\/(commons|commerce|credit|insight)\/[^/]+\/contract\.ts$/.test(path))
    .sort();
  const contracts = new Map<string, Contract>();
  const unloadable = new Map<string, string>();
  for (const door of doors) {
    const folder = door.replace('/contract.ts', '');
    try {
      const exported: Record<string, unknown> = await import(pathToFileURL(resolve(ROOT, door)).href);
      const contract = Object.values(exported).find(isContract);
      if (contract) contracts.set(folder, contract);
      else unloadable.set(folder, 'exports no contract');
    } catch (error) {
      unloadable.set(folder, error instanceof Error ? error.message : String(error));
    }
  }
  return { contracts, unloadable };
}

function isContract(value: unknown): value is Contract {
  return (
    typeof value === 'object' && value !== null && 'module' in value && 'operations' in value && 'refusals' in value
  );
}
