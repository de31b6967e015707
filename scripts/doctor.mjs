/**
 * `npm run doctor`: what is wrong with this machine or checkout, and for each finding the command that mends it. Plain
 * JavaScript, because it must run when nothing is installed.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { findNode, packagesAreInstalled, pathWithNode, ROOT } from './ground.mjs';

const GIGABYTE = 2 ** 30;
const dataFolder = process.env.LUMBUNG_DATA ?? join(ROOT, '.data');

/** Each answers what it found: `ok`, `note` (works, but know this) or `bad` with what mends it. */
const EXAMINATIONS = [
  ['Node', examineNode],
  ['npm', examineNpm],
  ['packages', examinePackages],
  ['Node 24', examineNode24],
  ['PostgreSQL', examinePostgres],
  ['data folder', examineData],
  ['disk', examineDisk],
  ['memory', examineMemory],
  ['ports', examinePorts],
  ['apps', examineApps],
  ['Chromium', examineChromium],
  ['hooks', examineHooks],
];

let bad = 0;
for (const [name, examine] of EXAMINATIONS) {
  const { state, text, mend } = await examine().catch((error) => broken(error));
  const mark = { ok: '✔', note: '-', bad: '✖' }[state];
  console.log(`${mark} ${name.padEnd(12)} ${text}${mend ? `\n${' '.repeat(15)}${mend}` : ''}`);
  if (state === 'bad') bad += 1;
}
console.log(bad === 0 ? '\nNothing is wrong here.' : `\n${bad} to mend.`);
process.exitCode = bad === 0 ? 0 : 1;

async function examineNode() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= 20) return ok(process.version);
  return wrong(`${process.version} is too old`, 'Install Node 20 or newer: https://nodejs.org');
}

async function examineNpm() {
  const version = output('npm', ['--version']);
  if (version === undefined) return wrong('not found', 'Install Node together with npm: https://nodejs.org');
  if (Number.parseInt(version, 10) >= 10) return ok(version);
  return wrong(`${version} is too old`, 'npm install -g npm@latest');
}

async function examinePackages() {
  return packagesAreInstalled() ? ok('as the lock file says') : wrong('missing or older than the lock file', 'npm ci');
}

async function examineNode24() {
  const node = findNode();
  if (!node) return note('not fetched yet', 'npm start fetches it');
  return ok(`${output(node, ['--version'])} at ${node}`);
}

async function examinePostgres() {
  if (process.env.DATABASE_URL) return ok('DATABASE_URL names a server; the embedded one is not used');
  if (!findNode() || !packagesAreInstalled()) return note('not examined: packages first');
  const program = `
    import { chooseServerAccount, preparePostgresBinaries } from './src/platform/postgres-binaries.ts';
    const log = (message) => console.error(message);
    const account = chooseServerAccount(log);
    const { version } = preparePostgresBinaries(account, log);
    console.log(version + (account ? ', runs as ' + account.name : ''));`;
  const run = spawnSync(findNode(), ['--input-type=module-typescript', '-e', program], { cwd: ROOT, encoding: 'utf8' });
  if (run.status === 0) return ok(run.stdout.trim());
  const reason = /Error: (.*)/.exec(run.stderr)?.[1] ?? run.stderr.trim();
  return wrong(reason, 'npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer');
}

async function examineData() {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.W_OK);
    return ok(dataFolder);
  } catch {
    return wrong(`${dataFolder} cannot be written`, 'Give it to your account, or set LUMBUNG_DATA to another folder');
  }
}

async function examineDisk() {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = (bavail * bsize) / GIGABYTE;
  return free >= 2
    ? ok(`${free.toFixed(1)} GB free`)
    : wrong(`${free.toFixed(1)} GB free`, 'Make room: 2 GB is little enough');
}

async function examineMemory() {
  const free = freemem() / GIGABYTE;
  return free >= 0.5
    ? ok(`${free.toFixed(1)} GB free`)
    : note(`${free.toFixed(1)} GB free`, 'Building the apps wants 1 GB');
}

async function examinePorts() {
  const wished = { shop: Number(process.env.PORT ?? 3000), sandbox: 3001, database: 15432 };
  const taken = [];
  for (const [name, port] of Object.entries(wished)) if (!(await isFree(port))) taken.push(`${port} (${name})`);
  if (taken.length === 0) return ok('free');
  return note(
    `taken: ${taken.join(', ')}`,
    'Perhaps by Lumbung itself. If not, the next free port is used and printed.',
  );
}

async function examineApps() {
  const missing = ['shop', 'desk'].filter((app) => !existsSync(join(ROOT, 'apps', app, 'build')));
  return missing.length === 0 ? ok('built') : note(`not built yet: ${missing.join(', ')}`, 'npm start builds them');
}

async function examineChromium() {
  if (!findNode() || !packagesAreInstalled()) return note('not examined: packages first');
  const program = `
    import { findChromium } from './tests/browser/find-chromium.ts';
    console.log((await findChromium())?.executablePath ?? '');`;
  const run = spawnSync(findNode(), ['--input-type=module-typescript', '-e', program], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PATH: pathWithNode() },
  });
  const path = run.stdout.trim();
  return path ? ok(path) : note('none that starts; browser tests will be skipped', 'Install chromium from your system');
}

async function examineHooks() {
  const path = output('git', ['config', 'core.hooksPath']);
  return path === '.githooks' ? ok('on') : note('off', 'git config core.hooksPath .githooks');
}

function output(command, args) {
  const run = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
  return run.error ? undefined : run.stdout.trim();
}

async function isFree(port) {
  return await new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(port, () => probe.close(() => settle(true)));
  });
}

function ok(text) {
  return { state: 'ok', text };
}

function note(text, mend) {
  return { state: 'note', text, mend };
}

function wrong(text, mend) {
  return { state: 'bad', text, mend };
}

function broken(error) {
  return wrong(`could not be examined: ${error.message}`, 'If it persists, tell us: CONTRIBUTING.md');
}
