/** `npm run new:module -- commerce/returns [return]`: a correct start; the second word is one of its things. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { compositionLine, moduleFiles, type NewModule, WINGS } from './new-module/module-files.ts';

const ROOT = resolve(import.meta.dirname, '..');
const KEBAB = /^[a-z]+(-[a-z]+)*$/;

const module = readArguments(process.argv.slice(2));
if (typeof module === 'string') {
  console.error(`${module}\nLike this: npm run new:module -- commerce/returns return`);
  process.exitCode = 1;
} else {
  writeModule(module);
}

function readArguments([path = '', given]: string[]): NewModule | string {
  const [wing = '', name = ''] = path.split('/');
  const noun = given ?? name.replace(/ies$/, 'y').replace(/s$/, '');
  if (!WINGS.some((known) => known === wing))
    return `The first word names a wing (${WINGS.join(', ')}) and the module.`;
  if (!KEBAB.test(name) || !KEBAB.test(noun)) return 'Names are lower case words with hyphens.';
  if (noun === name) return 'Say what one of its things is called, as the second word.';
  if (existsSync(resolve(ROOT, 'src', wing, name))) return `src/${wing}/${name} exists already.`;
  return { wing, name, noun };
}

function writeModule(wished: NewModule): void {
  const files = moduleFiles(wished);
  for (const [path, text] of files) {
    mkdirSync(dirname(resolve(ROOT, path)), { recursive: true });
    writeFileSync(resolve(ROOT, path), text);
  }
  const folder = `src/${wished.wing}/${wished.name}`;
  const biome = resolve(ROOT, 'node_modules/.bin/biome');
  execFileSync(biome, ['check', '--write', '--max-diagnostics=0', folder], { cwd: ROOT, stdio: 'ignore' });
  console.log([...files.keys()].map((path) => `  ${path}`).join('\n'));
  console.log(`
Next:
  1. put it into src/app.ts: ${compositionLine(wished)}
  2. npm run docs
  3. npm test -- ${folder}`);
}
