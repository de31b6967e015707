import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://127.0.0.1:3000';

/**
 * SvelteKit's route announcer carries one style attribute, which a strict policy refuses. We allow exactly that
 * text by its hash, read from the version that is installed, instead of allowing inline styles.
 */
function announcerStyleHash(): `sha256-${string}` {
  const kit = createRequire(import.meta.url).resolve('@sveltejs/kit/package.json');
  const root = readFileSync(kit.replace('package.json', 'src/runtime/components/root.svelte'), 'utf8');
  const style = /id="svelte-announcer"[^>]*?style="([^"]*)"/s.exec(root)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: '../kit/project.inlang',
      outdir: '../kit/paraglide',
      strategy: ['cookie', 'baseLocale'],
      cookieName: 'lumbung_language',
      cleanOutdir: false,
    }),
    tailwindcss(),
    sveltekit({
      adapter: adapter({ fallback: 'index.html', precompress: true }),
      paths: { base: '/desk', relative: false },
      csp: {
        // The page is a file: its policy stands in a meta element, with the hash of SvelteKit's own start script.
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-hashes', announcerStyleHash()],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
        },
      },
      version: { pollInterval: 0 },
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // Hundreds of small modules (each message is one) would become hundreds of requests.
            codeSplitting: {
              groups: [
                // What SvelteKit is told before it begins (its version above all) must stand alone: evaluated with the rest,
                // the rest would not know it, and load a page that is not there again and again.
                { name: 'mulai', test: /kit.src.runtime.client.payload|preload-helper/, priority: 3 },
                // SvelteKit finds its own start file by name, so that one stays a file. Few draw a QR code or a chart.
                { name: 'dasar', test: /node_modules.(?!@sveltejs.kit.src.runtime.client|qr.|uplot.)/, priority: 2 },
                { name: 'bersama', test: /apps.(kit|desk)/, minShareCount: 3, priority: 1 },
                { name: 'bersama', test: /apps.(kit|desk)/, minShareCount: 2, maxModuleSize: 3000 },
              ],
            },
          },
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/media'].map((path) => [path, { target: api, changeOrigin: false }])),
  },
});
