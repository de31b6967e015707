import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Project, ROOT } from '../../tests/structure/project.ts';
import { referencePages } from './reference-pages.ts';

const OPENAPI = 'docs/reference/openapi.json';
const API_TYPES = 'apps/kit/generated/api.ts';

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
  // Loaded late: it puts the whole house together, and where that fails the other pages can still be written.
  const { openApiText } = await import('./openapi-text.ts');
  const { apiTypesText } = await import('./api-types.ts');
  const openApi = await openApiText();
  return new Map([...referencePages(project), [OPENAPI, openApi], [API_TYPES, await apiTypesText(openApi)]]);
}
