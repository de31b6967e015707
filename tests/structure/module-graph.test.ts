import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { checkModuleGraph } from './module-graph.ts';
import { ROOT } from './project.ts';

const IMPORTS = { '#platform/*': './src/platform/*.ts', '#commerce/*': './src/commerce/*/contract.ts' };

/** Names of the rules that a small project breaks, each once. */
async function brokenRules(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'lumbung-graph-'));
  const manifest = { name: 'small', type: 'module', imports: IMPORTS, devDependencies: { 'fast-check': '4.10.2' } };
  try {
    for (const [path, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const { modules, findings } = await checkModuleGraph(root);
    assert.ok(modules > 0, 'the graph is empty');
    return [...new Set(findings.map((finding) => /\n\s*([\w-]+):/.exec(finding.message)?.[1] ?? ''))].sort();
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const orders = 'src/commerce/orders';
const door = 'export type OrdersApi = { a: 1 };\nexport const ordersContract = 1;';

describe('the module graph', () => {
  const violations: Record<string, Record<string, string>> = {
    'no-circles-of-files': {
      [`${orders}/a.ts`]: "import { b } from './b.ts';\nexport const a = () => b;",
      [`${orders}/b.ts`]: "import { a } from './a.ts';\nexport const b = () => a;",
    },
    'contracts-form-no-circle': {
      [`${orders}/contract.ts`]: "import type { C } from '#commerce/carts';\nexport type O = C;",
      'src/commerce/carts/contract.ts': "import type { O } from '#commerce/orders';\nexport type C = O;",
    },
    'platform-knows-no-module': {
      'src/platform/relay.ts': "import { ordersContract } from '#commerce/orders';\nexport const x = ordersContract;",
      [`${orders}/contract.ts`]: door,
    },
    'only-the-door': {
      'src/commerce/carts/a.ts': "import { rows } from '../orders/order-queries.ts';\nexport const a = rows;",
      [`${orders}/order-queries.ts`]: 'export const rows = 1;',
    },
    'commons-know-no-wing': {
      'src/commons/audit/a.ts': "import type { OrdersApi } from '#commerce/orders';\nexport type A = OrdersApi;",
      [`${orders}/contract.ts`]: door,
    },
    'modules-know-no-composition': {
      [`${orders}/a.ts`]: "import { config } from '../../config.ts';\nexport const a = config;",
      'src/config.ts': 'export const config = 1;',
    },
    'sandbox-stands-apart': {
      [`${orders}/a.ts`]: "import { bank } from '../../sandbox/bank.ts';\nexport const a = bank;",
      'src/sandbox/bank.ts': 'export const bank = 1;',
    },
    'sandbox-knows-no-module': {
      'src/sandbox/bank.ts': "import { ordersContract } from '#commerce/orders';\nexport const x = ordersContract;",
      [`${orders}/contract.ts`]: door,
    },
    'production-needs-no-tests': {
      [`${orders}/a.ts`]: "import { anOrder } from './fixtures.ts';\nexport const a = anOrder;",
      [`${orders}/fixtures.ts`]: 'export const anOrder = 1;',
    },
    'no-development-packages': { [`${orders}/a.ts`]: "import fc from 'fast-check';\nexport const a = fc;" },
    'only-declared-packages': { [`${orders}/a.ts`]: "import pg from 'pg';\nexport const a = pg;" },
    'everything-resolves': { [`${orders}/a.ts`]: "import { b } from './gone.ts';\nexport const a = b;" },
  };

  for (const [rule, files] of Object.entries(violations)) {
    it(`should refuse an import when it breaks ${rule}`, async () => {
      const broken = await brokenRules(files);
      assert.ok(broken.includes(rule), `${rule} is not among ${broken}`);
    });
  }

  it('should accept imports when they go through doors and downwards', async () => {
    const broken = await brokenRules({
      [`${orders}/contract.ts`]: door,
      [`${orders}/module.ts`]: "import { ordersContract } from './contract.ts';\nexport const m = ordersContract;",
      'src/commerce/carts/a.ts': "import type { OrdersApi } from '#commerce/orders';\nexport type A = OrdersApi;",
      'src/app.ts': "import { m } from './commerce/orders/module.ts';\nexport const app = m;",
    });
    assert.deepEqual(broken, []);
  });
});
