import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TEMPLATE = resolve(import.meta.dirname, 'template');

export const WINGS = ['commons', 'commerce', 'credit', 'insight'] as const;

export type NewModule = {
  wing: string;
  /** Plural and kebab-case, as the folder is called: `loan-products`. */
  name: string;
  /** One of its things, kebab-case: `loan-product`. */
  noun: string;
};

/** Files of a new module by path: every room filled with one small thing that works and is tested. */
export function moduleFiles(module: NewModule): Map<string, string> {
  const words = wordsOf(module);
  const fill = (text: string) => text.replaceAll(/__([\w-]+?)__/g, (whole, key: string) => words[key] ?? whole);
  const templates = readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.txt'),
  );
  return new Map(
    templates.sort().map((file) => {
      const path = `src/${module.wing}/${module.name}/${fill(file.replaceAll('\\', '/')).replace(/\.txt$/, '')}`;
      return [path, fill(readFileSync(join(TEMPLATE, file), 'utf8'))];
    }),
  );
}

/** The one line that `app.ts` needs. */
export function compositionLine({ name }: NewModule): string {
  const schema = name.replaceAll('-', '_');
  return `create${pascal(name)}({ database: database.of('${schema}'), clock, newId })`;
}

function wordsOf({ wing, name, noun }: NewModule): Record<string, string> {
  const schema = name.replaceAll('-', '_');
  return {
    wing,
    module: camel(name),
    Module: pascal(name),
    'module-kebab': name,
    schema,
    table: schema,
    'table-kebab': name,
    path: name,
    Noun: pascal(noun),
    'noun-kebab': noun,
  };
}

function pascal(kebab: string): string {
  return kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function camel(kebab: string): string {
  const whole = pascal(kebab);
  return whole.charAt(0).toLowerCase() + whole.slice(1);
}
