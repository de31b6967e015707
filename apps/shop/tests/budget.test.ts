import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

/**
 * The weight of a first view, from what the build wrote: everything the server names in the head of a page. Needs
 * `npm run build` before; without a build the tests are skipped and say so.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, '.svelte-kit/output');
const manifestFile = join(output, 'client/.vite/manifest.json');
const isBuilt = existsSync(manifestFile);
const kb = 1024;

type Chunk = {
  file: string;
  src?: string;
  name?: string;
  imports?: string[];
  dynamicImports?: string[];
  css?: string[];
  assets?: string[];
};
type Manifest = Record<string, Chunk>;

function readManifest(): Manifest {
  // Vite's own format, read once here.
  return JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
}

/** The files that a chunk needs before it can run, with those of what it imports. */
function closure(manifest: Manifest, keys: string[]): Set<string> {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return files;
}

const gzip = (file: string) => gzipSync(readFileSync(join(output, 'client', file)), { level: 9 }).length;
const sum = (files: string[], sizeOf: (file: string) => number) =>
  files.reduce((total, file) => total + sizeOf(file), 0);

/** The number that SvelteKit gave to the page of a route, from the server's own node files. */
function nodeOf(manifest: Manifest, component: string): string {
  const nodes = join(output, 'server/nodes');
  const wanted = component.replace(/[[\]]/g, '_').replace('/+page.svelte', '/_page.svelte');
  const file = readdirSync(nodes).find(
    (name) => name.endsWith('.js') && readFileSync(join(nodes, name), 'utf8').includes(`${wanted}.js`),
  );
  const key = Object.keys(manifest).find((one) =>
    one.endsWith(`client-optimized/nodes/${file?.replace('.js', '')}.js`),
  );
  if (!key) throw new Error(`The build has no page ${component}: was a route renamed?`);
  return key;
}

function firstView(component: string): { js: number; all: number; requests: number } {
  const manifest = readManifest();
  const keys = Object.keys(manifest);
  const start = keys.find((key) => key.endsWith('runtime/client/entry.js'));
  const app = keys.find((key) => key.endsWith('client-optimized/app.js'));
  const frame = ['0', '2'].map((number) => keys.find((key) => key.endsWith(`client-optimized/nodes/${number}.js`)));
  const entries = [
    start,
    ...(start ? (manifest[start]?.dynamicImports ?? []) : []),
    app,
    ...frame,
    nodeOf(manifest, component),
  ];
  const files = [
    ...closure(
      manifest,
      entries.filter((key) => key !== undefined),
    ),
  ];
  const scripts = files.filter((file) => file.endsWith('.js'));
  const js = sum(scripts, gzip);
  // Fonts are compressed as they are; styles travel gzipped.
  const rest = sum(
    files.filter((file) => !file.endsWith('.js')),
    (file) => (file.endsWith('.css') ? gzip(file) : readFileSync(join(output, 'client', file)).length),
  );
  return { js, all: js + rest, requests: files.length };
}

describe.skipIf(!isBuilt)('weight of a first view', () => {
  it.each([
    ['(shop)/+page.svelte', 90],
    ['(shop)/kategori/[slug]/+page.svelte', 90],
    ['(shop)/cari/+page.svelte', 90],
    ['(shop)/produk/[slug]/+page.svelte', 110],
    ['(shop)/keranjang/+page.svelte', 110],
    ['(shop)/checkout/+page.svelte', 110],
    ['(shop)/bayar/[id]/+page.svelte', 110],
  ])('should keep %s within %i KB of script when it is first seen', (component, mostKb) => {
    const view = firstView(component);
    expect(view.js, `${(view.js / kb).toFixed(1)} KB of script`).toBeLessThanOrEqual(mostKb * kb);
    // Pictures have the rest: eight cards of at most 15 KB, and the page itself.
    expect(view.all, `${(view.all / kb).toFixed(1)} KB before pictures`).toBeLessThanOrEqual(200 * kb);
    expect(view.requests).toBeLessThanOrEqual(17);
  });
});

it.skipIf(isBuilt)('should be measured when the shop has been built (npm run build -w @lumbung/shop)', () => undefined);
