import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { missingPlatforms } from './missing-platforms.ts';

test('should name system, processor and C library when a program for another system is not in the lock file', () => {
  const packages = {
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/cli-linux-x64': '2.0.0',
        '@tool/cli-linux-arm64-musl': '2.0.0',
        '@tool/cli-win32-x64-msvc': '2.0.0',
        fsevents: '~2.3.0',
      },
    },
    'node_modules/@tool/cli-linux-x64': { version: '2.0.0' },
  };
  assert.deepEqual(missingPlatforms({ packages }), {
    'node_modules/@tool/cli-linux-arm64-musl': {
      version: '2.0.0',
      libc: ['musl'],
      os: ['linux'],
      cpu: ['arm64'],
      optional: true,
      dev: true,
    },
    'node_modules/@tool/cli-win32-x64-msvc': {
      version: '2.0.0',
      os: ['win32'],
      cpu: ['x64'],
      optional: true,
      dev: true,
    },
  });
});

test('should find nothing to add when our own lock file is complete', () => {
  const lock = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package-lock.json'), 'utf8'));
  assert.deepEqual(missingPlatforms(lock), {}, 'Run: node scripts/run.mjs scripts/complete-lock.ts');
});
