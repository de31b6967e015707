import type { Finding, StructureCheck } from './project.ts';

/** `common` says something before a noun (common-passwords), the others never do. */
const NAMELESS = /(?:^|[-.])(utils?|helpers?|misc|managers?)(?=[-.]|$)|(?:^|-)(common)$/;

/** Names that say nothing, and index files that only re-export. */
export const fileNames: StructureCheck = {
  name: 'file names',
  instead: 'Name the file after the one thing in it. If it has no name, it is not one thing yet: cut it.',
  find: ({ files }) =>
    [...files.keys()].filter(isOurCode).flatMap((file): Finding[] => {
      const base = file.slice(file.lastIndexOf('/') + 1);
      const [, never, alone] = NAMELESS.exec(base.replace(/\.[^.]+$/, '')) ?? [];
      const word = never ?? alone;
      if (word) return [{ file, line: 1, message: `"${word}" does not say what is in it` }];
      if (base === 'index.ts' && !isServiceWorker(file))
        return [{ file, line: 1, message: 'an index file hides where things live' }];
      return [];
    }),
};

function isOurCode(file: string): boolean {
  return /^(src|tests|bench|scripts|apps)\/.*\.(ts|mjs|svelte|sql)$/.test(file) && !file.endsWith('.d.ts');
}

/** SvelteKit finds a service worker of several files by this name. */
function isServiceWorker(file: string): boolean {
  return /^apps\/\w+\/src\/service-worker\/index\.ts$/.test(file);
}
