import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const apps = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(apps, 'kit/messages');
const areas = [...new Set(readdirSync(folder).flatMap((name) => /^(\w+)\.(?:id|en)\.json$/.exec(name)?.[1] ?? []))];

type Text = string | Record<string, string>;

function readTexts(area: string, locale: 'id' | 'en'): Record<string, Text> {
  // Our own files, of the form that messages/plugin.js documents.
  return JSON.parse(readFileSync(join(folder, `${area}.${locale}.json`), 'utf8')) as Record<string, Text>;
}

const forms = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text));
const placeholders = (text: Text) => [...new Set(forms(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

function* sourcesIn(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (['node_modules', 'paraglide', 'build', '.svelte-kit'].includes(entry.name)) continue;
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (/\.(svelte|ts)$/.test(entry.name) && !entry.name.endsWith('.test.ts')) yield readFileSync(path, 'utf8');
  }
}

describe.each(areas)('messages of %s', (area) => {
  const [id, en] = [readTexts(area, 'id'), readTexts(area, 'en')];

  it('should have the same keys when the other language is read', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
  });

  it('should have the same placeholders when the other language is read', () => {
    for (const [key, text] of Object.entries(id)) expect(placeholders(en[key] ?? ''), key).toEqual(placeholders(text));
  });

  it('should say something when a key is shown', () => {
    for (const texts of [id, en])
      for (const [key, text] of Object.entries(texts))
        for (const form of forms(text)) expect(form.trim(), key).not.toBe('');
  });

  it('should belong to its area when a key is named', () => {
    for (const key of Object.keys(id)) expect(key).toMatch(/^[a-z]+_[a-z0-9_]+$/);
  });
});

it('should be used somewhere when a message is kept', () => {
  const known = new Set(areas.flatMap((area) => Object.keys(readTexts(area, 'id'))));
  const used = new Set<string>();
  for (const source of sourcesIn(apps))
    for (const match of source.matchAll(/\bm\.([a-z]+_[a-z0-9_]+)/g)) used.add(match[1] ?? '');
  expect([...known].filter((key) => !used.has(key))).toEqual([]);
  expect([...used].filter((key) => !known.has(key))).toEqual([]);
});
