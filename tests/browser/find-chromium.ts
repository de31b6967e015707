import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** What Playwright needs to start a browser. */
export type Chromium = { executablePath: string; args: string[]; env: Record<string, string> };

const CACHE = resolve(import.meta.dirname, '../../.cache');
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SYSTEM_PATHS = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The system's Chromium, else the one in the npm package `@sparticuz/chromium` (Linux only, unpacked once into
 * `.cache`). `undefined` when there is neither, or neither starts on this machine.
 */
export async function findChromium(): Promise<Chromium | undefined> {
  const system = findSystemChromium();
  const fromNpm = system ? undefined : unpackNpmChromium();
  for (const candidate of [...(system ? variants(system, {}) : []), ...(fromNpm ? variantsOfNpm(fromNpm) : [])]) {
    if (await starts(candidate)) return candidate;
  }
  return undefined;
}

/** Starts a headless browser; callers close it. Throws when there is none: ask `findChromium` first. */
export async function launchChromium(): Promise<Browser> {
  const found = await findChromium();
  if (!found) throw new Error(NO_CHROMIUM);
  return await launch(found);
}

async function launch(found: Chromium): Promise<Browser> {
  return await chromium.launch({ ...found, env: { ...plainEnvironment(), ...found.env }, timeout: 30_000 });
}

export const NO_CHROMIUM = 'No Chromium on this machine. Install one (apt install chromium).';

function findSystemChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...SYSTEM_PATHS].find(isExecutable);
}

/** Chromium's own sandbox does not work for root, and not in many containers. */
function variants(executablePath: string, env: Record<string, string>): Chromium[] {
  const common = ['--disable-dev-shm-usage', '--font-render-hinting=none'];
  const open: Chromium = { executablePath, env, args: [...common, '--no-sandbox'] };
  return process.getuid?.() === 0 ? [open] : [{ executablePath, env, args: common }, open];
}

/** First with the system's libraries and fonts, then with those that the package brings for bare machines. */
function variantsOfNpm(folder: string): Chromium[] {
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
    ? {}
    : { FONTCONFIG_PATH: join(folder, 'fonts') };
  const libraries = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') };
  return [fonts, libraries].flatMap((env) => variants(join(folder, 'chromium'), env));
}

/**
 * The package unpacks into the temporary folder under fixed names, which two processes at once would break. Here it
 * unpacks into a folder of its own that is renamed when it is whole.
 */
function unpackNpmChromium(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const version = npmChromiumVersion();
  if (!version) return undefined;
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  const partial = `${folder}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  const program = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    // Naming this environment makes the package unpack its own system libraries as well.
    env: { ...plainEnvironment(), TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  try {
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function npmChromiumVersion(): string | undefined {
  try {
    const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
    const { version } = JSON.parse(readFileSync(join(dirname(dirname(main)), 'package.json'), 'utf8'));
    return String(version);
  } catch {
    return undefined;
  }
}

/** Tries it for real: a missing library shows only when a page is rendered. */
async function starts(candidate: Chromium): Promise<boolean> {
  try {
    const browser = await launch(candidate);
    const page = await browser.newPage();
    await page.goto('data:text/html,<p>lumbung</p>');
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function plainEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
