import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryCache } from '#platform/cache';
import { isInternal, type ServedRoute } from '#platform/compiled-route';
import { House } from '#platform/house';
import { Jobs } from '#platform/jobs';
import { createLive } from '#platform/live';
import { silentLog } from '#platform/log';
import { buildOpenApi, type OpenApiDocument } from '#platform/openapi';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

/** Never connected to: modules only say what they would serve. */
const NO_DATABASE = 'postgres://nobody@127.0.0.1:1/nothing';
const PUBLIC_URL = 'http://localhost:3000';

/** The public HTTP API as OpenAPI 3.1, from the routes of the composition root. */
export async function openApiText(): Promise<string> {
  const { paths, ...rest } = buildOpenApi(await listRoutes(), { version: '1', serverUrl: '/' });
  const head = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${[...head, `  "paths": {\n${printPaths(paths)}\n  }`].join(',\n')}\n}\n`;
}

/** An operation a line: a third of the size of the usual form, and a change shows as the operation that changed. */
function printPaths(paths: OpenApiDocument['paths']): string {
  const lines = Object.entries(paths).map(([path, operations]) => {
    const printed = Object.entries(operations).map(
      ([method, operation]) => `      ${JSON.stringify(method)}: ${JSON.stringify(operation)}`,
    );
    return `    ${JSON.stringify(path)}: {\n${printed.join(',\n')}\n    }`;
  });
  return lines.join(',\n');
}

/** All routes that people and other systems may call, in the order of the modules. */
export async function listRoutes(): Promise<ServedRoute[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-docs-'));
  try {
    const config = await readConfig({ LUMBUNG_DATA: dataDir });
    const house = new House({
      databaseUrlOf: () => NO_DATABASE,
      hasRoles: false,
      poolSize: 1,
      runsHere: () => true,
      neighbourUrlOf: () => null,
      internalSecret: config.secrets.internalSecret,
      jobs: new Jobs({ url: NO_DATABASE, log: silentLog }),
      log: silentLog,
    });
    const parts = { cache: createMemoryCache(), live: createLive(), log: silentLog, publicUrl: () => PUBLIC_URL };
    createApp({ ...parts, config, house });
    return house.routes().filter((route) => !isInternal(route));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
