import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { refuse } from '#platform/refusal';
import type { Block } from './chunk-rules.ts';
import type { ReadResult } from './reading/read-worker.ts';
import type { Kind } from './sniff-file.ts';

export type ReadFile = (kind: Kind, bytes: Buffer) => Promise<{ blocks: Block[]; pages: number | null }>;

export type ReadLimits = { timeoutMs: number; memoryMb: number; atOnce: number; waiting: number };

const LIMITS: ReadLimits = { timeoutMs: 20_000, memoryMb: 256, atOnce: 2, waiting: 8 };
const WORKER = resolve(import.meta.dirname, 'reading/read-worker.ts');
const ROOT = resolve(import.meta.dirname, '../../..');
const READABLE = ['src', 'node_modules', 'package.json'].map((name) => `--allow-fs-read=${resolve(ROOT, name)}`);
const MOST_OUTPUT = 24 * 1024 * 1024;

/**
 * Reads files in processes of their own: what a hostile file does there ends with the process. Two at a time; who comes
 * when ten are there already is told to come again.
 */
export function createReadFile(limits: ReadLimits = LIMITS): ReadFile {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (kind, bytes) => {
    if (running >= limits.atOnce) {
      if (queue.length >= limits.waiting) throw refuse('knowledge.busy', {}, { retryAfterSeconds: 5 });
      await new Promise<void>((done) => queue.push(done));
    }
    running++;
    try {
      const result = await readApart(kind, bytes, limits);
      if ('failure' in result) throw refuse(`knowledge.${result.failure}`);
      return result;
    } finally {
      running--;
      queue.shift()?.();
    }
  };
}

function readApart(kind: Kind, bytes: Buffer, limits: ReadLimits): Promise<ReadResult> {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${limits.memoryMb}`,
      '--disable-warning=ExperimentalWarning',
      // It may read its own code; nothing else, and nothing may be written, started or loaded natively.
      '--permission',
      ...READABLE,
      WORKER,
      kind,
    ],
    // No environment: keys and addresses of the house stay here.
    { stdio: ['pipe', 'pipe', 'ignore'], env: {}, cwd: ROOT, timeout: limits.timeoutMs, killSignal: 'SIGKILL' },
  );
  const parts: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (part: Buffer) => {
    size += part.length;
    if (size > MOST_OUTPUT) child.kill('SIGKILL');
    else parts.push(part);
  });
  // A process that ends early does not read to the end; its exit says the rest.
  child.stdin.on('error', () => {});
  child.stdin.end(bytes);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => {
      if (size > MOST_OUTPUT) return done({ failure: 'bomb' });
      if (signal === 'SIGKILL') return fail(refuse('knowledge.too-slow'));
      // Out of memory: V8 aborts.
      if (signal !== null || code === 134) return done({ failure: 'bomb' });
      if (code !== 0) return done({ failure: 'unreadable' });
      done(JSON.parse(Buffer.concat(parts).toString('utf8')) as ReadResult);
    });
  });
}
