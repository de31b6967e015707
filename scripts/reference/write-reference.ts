import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Project, ROOT } from '../../tests/structure/project.ts';
import { referencePages } from './reference-pages.ts';

const OPENAPI = 'docs/reference/openapi.json';

/** Writes what differs; answers the paths written. */
export async function writeReference(project: Project): Promise<string[]> {
  const pages = await allPages(project);
  const stale = [...pages].filter(([path, text]) => project.files.get(path) !== text);
  for (const [path, text] of stale) {
    mkdirSync(dirname(resolve(ROOT, path)), { recursive: true });
    writeFileSync(resolve(ROOT, path), text);
  }
  return stale.map(([path]) => path);
}

/** Paths of reference pages that no longer say what the code says. */
export async function staleReferences(project: Project): Promise<string[]> {
  const pages = await allPages(project);
  return [...pages].filter(([path, text]) => project.files.get(path) !== text).map(([path]) => path);
}

async function allPages(project: Project): Promise<Map<string, string>> {
  const pages = referencePages(project);
  const openapi = await openApiText();
  if (openapi) pages.set(OPENAPI, openapi);
  return pages;
}

async function openApiText(): Promise<string | undefined> {
  const source = resolve(ROOT, 'src/platform/openapi.ts');
  if (!existsSync(source)) return undefined;
  return undefined;
}
