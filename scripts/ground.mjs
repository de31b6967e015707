/**
 * What `npm start`, `npm test` and every other command stand on: packages, Node 24, built apps. Plain JavaScript with
 * built-ins only, because it runs before anything is installed and on any Node from 20 up.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CACHE = join(ROOT, '.cache');
const NODE_FOLDER = join(ROOT, '.node');
const OLDEST_NODE = 20;
const OLDEST_NPM = 10;
/** The version fetched when the machine's Node is older than 24. */
const NODE_VERSION = '24.21.0';
const APPS = ['shop', 'desk'];

/** A problem whose message already says what to do next; printed without a stack. */
export class SetupProblem extends Error {}

/**
 * Makes the project runnable and answers the path of a Node 24 or newer. Does nothing that is done already, which costs
 * a few milliseconds; two processes at once do it one after the other.
 * @param {{ apps?: boolean }} [wishes] `apps`: also build the shop and the desk when their sources changed.
 */
export async function prepare(wishes = {}) {
  refuseOldNode();
  mkdirSync(CACHE, { recursive: true });
  if (!isPrepared(wishes)) await withLock(() => bringUpToDate(wishes));
  return findNode();
}

function isPrepared(wishes) {
  return packagesAreInstalled() && findNode() !== undefined && (!wishes.apps || staleApps().length === 0);
}

async function bringUpToDate(wishes) {
  if (!packagesAreInstalled()) await installPackages();
  if (findNode() === undefined) await fetchNode();
  if (wishes.apps) for (const app of staleApps()) await buildApp(app);
}

function refuseOldNode() {
  if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) return;
  throw new SetupProblem(
    `Lumbung needs Node ${OLDEST_NODE} or newer to set itself up; this is ${process.version}. Install a newer one from https://nodejs.org, then: npm start`,
  );
}

// Packages

/**
 * Compares versions instead of dates: a checkout changes the dates of files, and nobody wants a reinstall for that.
 */
export function packagesAreInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages;
  const installed = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted)
    throw new SetupProblem(
      'package-lock.json is missing or broken. Bring it back with: git checkout package-lock.json',
    );
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const needed = path.includes('node_modules/') && !entry.optional && !entry.peer && !entry.link;
    return !needed || installed[path]?.version === entry.version;
  });
}

async function installPackages() {
  const npm = spawnSync(npmCommand(), ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.error)
    throw new SetupProblem(
      'npm was not found on this machine. Install Node with npm from https://nodejs.org, then: npm start',
    );
  if (Number.parseInt(npm.stdout, 10) < OLDEST_NPM) {
    throw new SetupProblem(
      `npm ${npm.stdout.trim()} is too old. Run "npm install -g npm@${OLDEST_NPM}", then: npm start`,
    );
  }
  // Building the apps needs development packages also where NODE_ENV=production would leave them out.
  const quiet = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await runStep('Installing packages', npmCommand(), ['ci', ...quiet]);
  } catch (error) {
    // Programs for other systems that this registry does not offer: npm ci takes that for a broken lock file.
    if (!/Missing: \S+@ from lock file/.test(error.output ?? '')) throw error;
    await runStep('Installing packages without those that this registry lacks', npmCommand(), [
      'install',
      '--no-save',
      ...quiet,
    ]);
  }
  if (!packagesAreInstalled())
    throw new SetupProblem('npm ci ended well but packages are missing. Run "npm ci" to see why.');
}

// Node 24

let foundNode;

/** Path of a Node 24 or newer: the running one, else the one in `.node`; `undefined` when it is not there yet. */
export function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  foundNode ??= nodeCandidates().find((path) => existsSync(path) && nodeVersionOf(path) === `v${NODE_VERSION}`);
  return foundNode;
}

function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

function nodeCandidates() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const packages = join(NODE_FOLDER, 'node_modules');
  return [join(packages, nodePackage(), 'bin', program), join(packages, 'node', 'bin', program)];
}

function nodeVersionOf(path) {
  return spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout?.trim();
}

/**
 * npm's package `node` only chooses the right one of these by an install script; asking for it by name needs no script.
 * The choosing package stays as the way for systems we do not know.
 */
async function fetchNode() {
  mkdirSync(NODE_FOLDER, { recursive: true });
  writeFileSync(join(NODE_FOLDER, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--prefix', NODE_FOLDER, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const title = `Fetching Node ${NODE_VERSION}, because this machine has ${process.version}`;
  try {
    await runStep(title, npmCommand(), [...install, `${nodePackage()}@${NODE_VERSION}`]);
  } catch (error) {
    if (!String(error.output).includes('E404')) throw error;
    await runStep(title, npmCommand(), [...install, `node@${NODE_VERSION}`]);
  }
  const found = nodeCandidates().find((path) => existsSync(path));
  const version = found && nodeVersionOf(found);
  if (version !== `v${NODE_VERSION}`) {
    throw new SetupProblem(
      `Node ${NODE_VERSION} was fetched but answers ${version ?? 'nothing'}. Install Node 24 from https://nodejs.org, then: npm start`,
    );
  }
}

// Apps

/** Apps with a build script whose inputs differ from those of the last build. */
function staleApps() {
  return APPS.filter((app) => {
    const folder = join(ROOT, 'apps', app);
    if (!readJson(join(folder, 'package.json'))?.scripts?.build) return false;
    return !existsSync(join(folder, 'build')) || readIfThere(stampPath(app)) !== inputHash(app);
  });
}

/** For development: a page that does not build is told, and the last good one stays. */
export async function rebuildStaleApps() {
  for (const app of staleApps()) await buildApp(app).catch((error) => console.error(error.message));
}

async function buildApp(app) {
  const hash = inputHash(app);
  await runStep(`Building the ${app}`, npmCommand(), ['run', 'build', '-w', `apps/${app}`], { PATH: pathWithNode() });
  writeFileSync(stampPath(app), hash);
}

function stampPath(app) {
  return join(CACHE, `build-${app}`);
}

function inputHash(app) {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(ROOT, 'package-lock.json')));
  for (const folder of [join(ROOT, 'apps', app), join(ROOT, 'apps', 'kit')]) {
    for (const path of listFiles(folder)) hash.update(relative(ROOT, path)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Made by the build itself, or of no use to it. */
const NOT_INPUTS = new Set(['node_modules', 'build', '.svelte-kit', 'paraglide', 'cache', '.vite', 'tests']);

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (NOT_INPUTS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.isFile() && !/\.test\.ts$/.test(entry.name) ? [path] : [];
  });
}

// Running

/** The search path with our Node first, so that `#!/usr/bin/env node` of packages' programs finds Node 24. */
export function pathWithNode() {
  return [dirname(findNode() ?? process.execPath), process.env.PATH].join(delimiter);
}

/**
 * Runs our own program under Node 24, hands signals on, and answers its exit code.
 * @param {string[]} args file and arguments
 */
export async function runNode(args, environment = {}) {
  // For the platform itself only: tests must not meet a database that somebody named in there.
  const isPlatform = args.includes('src/main.ts');
  const settings = isPlatform && existsSync(join(ROOT, '.env')) ? ['--env-file=.env'] : [];
  const child = spawn(findNode(), [...settings, ...args], {
    cwd: ROOT,
    // The fourth channel closes when we die, however we die: the program then stops instead of living on alone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: pathWithNode(), NODE_COMPILE_CACHE: join(CACHE, 'compile'), ...environment },
  });
  const stopForwarding = forwardSignals(child);
  const code = await new Promise((settle, fail) => {
    child.once('error', fail);
    child.once('exit', (exitCode, signal) => settle(exitCode ?? 128 + constants.signals[signal]));
  });
  stopForwarding();
  return code;
}

/** On a terminal Ctrl+C reaches the whole group by itself, and npm hands signals on as well: one of each is enough. */
function forwardSignals(child) {
  const lastAt = new Map();
  const forward = (signal) => {
    const isRepeat = Date.now() - (lastAt.get(signal) ?? 0) < 1_000;
    lastAt.set(signal, Date.now());
    if (!isRepeat && !(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Runs one step of the set-up: a ticking line on a terminal, two plain lines elsewhere; output only when it fails. */
async function runStep(title, command, args, environment = {}) {
  const startedAt = Date.now();
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  const isTerminal = process.stdout.isTTY;
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!isTerminal) console.log(`${title} …`);
  const tick = isTerminal ? setInterval(() => process.stdout.write(`\r${title} … ${seconds()} `), 200) : undefined;
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((settle) => {
    child.once('error', (error) => output.push(String(error)) && settle(1));
    child.once('close', settle);
  });
  clearInterval(tick);
  console.log(`${isTerminal ? '\r' : ''}${title} … ${code === 0 ? 'done' : 'failed'} in ${seconds()}`);
  if (code === 0) return;
  const text = output.join('');
  throw Object.assign(new SetupProblem(explainFailure(title, [command, ...args].join(' '), text)), { output: text });
}

function explainFailure(title, command, output) {
  const tail = output.trim().split('\n').slice(-25).join('\n');
  const advice = FAILURES.find(([pattern]) => pattern.test(output))?.[1] ?? `Run it yourself to see more: ${command}`;
  return `${title} failed:\n\n${tail}\n\n${advice}`;
}

const AGAIN = 'then run the same command again.';
const FAILURES = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|network/i,
    `The package registry could not be reached. Check the connection (and "npm config get registry", "npm config get proxy"), ${AGAIN}`,
  ],
  [
    /SELF_SIGNED|CERT_|certificate/i,
    `The registry's certificate is not trusted here. Set "npm config set cafile <file>" for your network, ${AGAIN}`,
  ],
  [
    /EACCES|EPERM/,
    `A file may not be written. Give this folder to your own account (or do not mix sudo and plain runs), ${AGAIN}`,
  ],
  [/ENOSPC/, `The disk is full. Make room, ${AGAIN}`],
  [/EBADENGINE|Unsupported engine/, `npm or Node is too old for a package. Run "npm install -g npm@latest", ${AGAIN}`],
  [/EUSAGE|in sync/, 'package.json and package-lock.json differ. Bring them together with: npm install'],
];

function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

// Small things

/** One set-up at a time per checkout; a lock whose owner has died is taken over. */
async function withLock(work) {
  const path = join(CACHE, 'setup.lock');
  let saidSo = false;
  while (!takeLock(path)) {
    if (!saidSo) console.log('Another command is setting Lumbung up; waiting for it …');
    saidSo = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function takeLock(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = Number(readIfThere(path));
    if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true });
    // An empty lock older than a moment belongs to somebody who died between creating and writing it.
    if (owner === 0 && existsSync(path) && Date.now() - statSync(path).mtimeMs > 5_000) rmSync(path, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readJson(path) {
  const text = readIfThere(path);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs a command's main function; a set-up problem is printed as the sentence it is. */
export async function main(work) {
  try {
    process.exitCode = await work(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof SetupProblem ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
