import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { defineContract } from '#platform/contract';
import { readModules } from '../../scripts/reference/module-facts.ts';
import { askingOneWay } from './asking-one-way.ts';
import { fileNames } from './file-names.ts';
import { knownVariables } from './known-variables.ts';
import { loadableDoors } from './loadable-doors.ts';
import { moduleRooms, README_HEADINGS } from './module-rooms.ts';
import { oneReaderOfEnvironment } from './one-reader-of-environment.ts';
import { type Project, type StructureCheck, sampleProject } from './project.ts';
import { pureRules } from './pure-rules.ts';
import { hashMigrations, MIGRATIONS_LOCK, releasedMigrations } from './released-migrations.ts';
import { sizesAndMarks } from './sizes-and-marks.ts';
import { sqlInSight } from './sql-in-sight.ts';
import { testTitles } from './test-titles.ts';
import { testedRefusals } from './tested-refusals.ts';
import { toldInBothLanguages } from './told-in-both-languages.ts';
import { trueDocuments } from './true-documents.ts';
import { completeReadme, trueReadmes } from './true-readmes.ts';

/** `file:line` of each finding. */
function places(check: StructureCheck, project: Project): string[] {
  return check.find(project).map(({ file, line }) => `${file}:${line}`);
}

const readme = README_HEADINGS.map((heading) => `## ${heading}\n\nText.\n`).join('\n');

describe('structure checks', () => {
  it('should refuse a name that says nothing when a file is called so', () => {
    const bad = ['src/x/utils.ts', 'src/x/order-helpers.ts', 'apps/shop/src/lib/common.ts', 'src/x/index.ts'];
    const good = ['src/x/order-rules.ts', 'src/x/common-passwords.ts', 'docs/helpers.md'];
    const project = sampleProject(Object.fromEntries([...bad, ...good].map((file) => [file, ''])));
    assert.deepEqual(
      places(fileNames, project),
      bad.map((file) => `${file}:1`),
    );
  });

  it('should refuse a title without its condition when a test has one', () => {
    const project = sampleProject({
      'src/a.test.ts': `it('works', f);\ntest("should add", f);\nit('should add when asked', f); // it('no')`,
      'src/a.ts': `it('works')`,
    });
    assert.deepEqual(places(testTitles, project), ['src/a.test.ts:1', 'src/a.test.ts:2']);
  });

  it('should refuse SQL outside of query files when a verb holds some', () => {
    const project = sampleProject({
      'src/commerce/orders/place-order.ts': "// sql`x`\nawait tx.run(sql`select 1`);\nsql.raw('x');",
      'src/commerce/orders/order-queries.ts': 'sql`select 1`',
      'src/commerce/orders/orders.db.test.ts': 'sql`select 1`',
      'src/commerce/orders/checkout-fixture.ts': 'sql`select 1`',
      'src/platform/relay.ts': 'sql`select 1`',
    });
    const file = 'src/commerce/orders/place-order.ts';
    assert.deepEqual(places(sqlInSight, project), [`${file}:2`, `${file}:3`]);
  });

  it('should refuse clock, chance and I/O when a rules file uses them', () => {
    const bad = [
      'const now = Date.now();',
      'const day = new Date();',
      'const luck = Math.random();',
      "import { readFileSync } from 'node:fs';",
      "import { sql } from '#platform/database';",
    ];
    const good = "import type { Row } from './order-queries.ts';\nconst at = new Date(input.at);";
    for (const text of bad) assert.equal(pureRules.find(sampleProject({ 'src/a/a-rules.ts': text })).length, 1, text);
    assert.deepEqual(places(pureRules, sampleProject({ 'src/a/a-rules.ts': good, 'src/a/a.ts': bad.join('\n') })), []);
  });

  it('should refuse a changed, lost or unrecorded migration when the lock says otherwise', () => {
    const first = 'src/commerce/orders/migrations/0001-create-orders.sql';
    const second = 'src/commerce/orders/migrations/0002-add-note.sql';
    const released = sampleProject({ [first]: 'create table a ();' });
    const lock = JSON.stringify(hashMigrations(released));

    const changed = sampleProject({ [first]: 'create table b ();', [MIGRATIONS_LOCK]: lock });
    const lost = sampleProject({ [MIGRATIONS_LOCK]: lock });
    const unrecorded = sampleProject({ [first]: 'create table a ();', [second]: 'x', [MIGRATIONS_LOCK]: lock });
    const untouched = sampleProject({ [first]: 'create table a ();', [MIGRATIONS_LOCK]: lock });

    const found = [changed, lost, unrecorded, untouched].map((project) => places(releasedMigrations, project));
    assert.deepEqual(found, [[`${first}:1`], [`${first}:1`], [`${second}:1`], []]);
  });

  it('should refuse a migration without an order of its own when numbers repeat or are missing', () => {
    const folder = 'src/commerce/orders/migrations';
    const files = { [`${folder}/0001-a.sql`]: '', [`${folder}/0001-b.sql`]: '', [`${folder}/orders.sql`]: '' };
    const lock = JSON.stringify(hashMigrations(sampleProject(files)));
    const project = sampleProject({ ...files, [MIGRATIONS_LOCK]: lock });
    assert.deepEqual(places(releasedMigrations, project), [`${folder}/0001-b.sql:1`, `${folder}/orders.sql:1`]);
  });

  it('should refuse a refusal without a test when an operation lists it', () => {
    const contract = defineContract({
      module: 'orders',
      operations: {
        placeOrder: {
          input: Type.Object({}),
          output: Type.Object({}),
          refusals: ['orders.empty', 'orders.not-found'],
        },
      },
      events: {},
      refusals: {
        'orders.empty': { status: 422, id: 'Kosong.', en: 'Empty.' },
        'orders.not-found': { status: 404, id: 'Tidak ada.', en: 'Not found.' },
      },
    });
    const files = {
      'src/commerce/orders/contract.ts': "\n['orders.empty',\n'orders.not-found']",
      'src/commerce/orders/place-order.db.test.ts': "isRefusal(error, 'orders.empty')",
      'src/commerce/carts/carts.db.test.ts': "isRefusal(error, 'orders.not-found')",
    };
    const project = sampleProject(files, { 'src/commerce/orders': contract });
    assert.deepEqual(places(testedRefusals, project), ['src/commerce/orders/contract.ts:3']);
  });

  it('should refuse a refusal when one language says nothing, the same, or with other details', () => {
    const refusal = (id: string, en: string) => ({ status: 409 as const, id, en });
    const refusals = {
      'orders.fine': refusal('Sudah {paidAt} dibayar.', 'Paid {paidAt} already.'),
      'orders.mute': refusal('Sudah dibayar.', ' '),
      'orders.same': refusal('Sudah dibayar.', 'Sudah dibayar.'),
      'orders.other': refusal('Sisa {most} rupiah.', 'At most {least} rupiah.'),
    };
    const lines = Object.keys(refusals).map((code) => `  '${code}': {},`);
    const files = { 'src/commerce/orders/contract.ts': '', 'src/commerce/orders/refusals.ts': lines.join('\n') };
    const contract = { module: 'orders', operations: {}, events: {}, refusals };
    const project = sampleProject(files, { 'src/commerce/orders': contract });
    const file = 'src/commerce/orders/refusals.ts';
    assert.deepEqual(places(toldInBothLanguages, project), [`${file}:2`, `${file}:3`, `${file}:4`]);
  });

  it('should refuse a module without its rooms or headings when one is started', () => {
    const project = sampleProject({
      'src/commerce/orders/contract.ts': '',
      'src/commerce/orders/module.ts': '',
      'src/commerce/orders/README.md': readme.replace('## Hears', '## Listens'),
      'src/commons/audit/contract.ts': '',
      'src/commons/audit/README.md': readme,
    });
    assert.deepEqual(places(moduleRooms, project), [
      'src/commerce/orders/README.md:1',
      'src/commons/audit/module.ts:1',
    ]);
  });

  it('should want a README when there is calculation without a door, and all rooms when there is a table', () => {
    const core = { 'src/insight/forecasts/core/theta.ts': '' };
    const found = (more: Record<string, string>) => places(moduleRooms, sampleProject({ ...core, ...more }));
    assert.deepEqual(found({}), ['src/insight/forecasts/README.md:1']);
    assert.deepEqual(found({ 'src/insight/forecasts/README.md': 'A core.' }), []);
    assert.deepEqual(found({ 'src/insight/forecasts/README.md': readme, 'src/insight/forecasts/a-queries.ts': '' }), [
      'src/insight/forecasts/contract.ts:1',
      'src/insight/forecasts/module.ts:1',
    ]);
  });

  it('should refuse a circle of questions when modules hold the APIs of each other', () => {
    const project = sampleProject({
      'src/commerce/orders/place.ts': "import type { CartsApi } from '#commerce/carts';",
      'src/commerce/carts/read.ts': "import { type ProductsApi } from '#commerce/products';",
      'src/commerce/products/a.ts': "import type { OrdersApi } from '#commerce/orders';",
      'src/commerce/search/on-a.ts': "import { searchContract, type OrdersApi } from '#commerce/orders';",
      'src/commerce/orders/on-b.ts': "import { searchContract } from '#commerce/search';",
    });
    assert.deepEqual(
      askingOneWay.find(project).map((finding) => finding.message),
      ['asks in a circle: carts → products → orders → carts'],
    );
  });

  it('should refuse to read the environment when a file is not the configuration', () => {
    const text = 'const port = process.env.PORT;';
    const project = sampleProject({ 'src/config.ts': text, 'src/commons/x/y.ts': text, 'scripts/x.ts': text });
    assert.deepEqual(places(oneReaderOfEnvironment, project), ['src/commons/x/y.ts:1']);
  });

  it('should refuse a variable when it is read but not described, or described but not read', () => {
    const project = sampleProject({
      'src/config.ts':
        "const port = env.PORT;\ninteger(env, 'POOL', 1);\nconst names = { key: 'MASTER_KEY' };\nprocess.env.HOST = 'x';",
      '.env.example': '# PORT=3000\n# Words\nMASTER_KEY=\n# OLD=1',
    });
    assert.deepEqual(places(knownVariables, project), ['src/config.ts:2', '.env.example:4']);
  });

  it('should refuse a door when it cannot be loaded', () => {
    const project = { ...sampleProject({}), unloadable: new Map([['src/commerce/orders', 'exports no contract']]) };
    assert.deepEqual(places(loadableDoors, project), ['src/commerce/orders/contract.ts:1']);
  });

  it('should refuse a page too long and a mark without an issue when there are some', () => {
    const project = sampleProject({
      'apps/shop/src/long.svelte': '\n'.repeat(500),
      'src/a.ts': '// TODO: later\n// TODO(#12): later\n// FIXME\n// NOTE: a trap',
    });
    assert.deepEqual(places(sizesAndMarks, project), ['apps/shop/src/long.svelte:500', 'src/a.ts:1', 'src/a.ts:3']);
  });

  it('should refuse paths, links and commands that are not there when a document names them', () => {
    const project = sampleProject({
      'package.json': '{ "scripts": { "start": "node x", "check": "node y" } }',
      'src/app.ts': '',
      'docs/guides/first.md': [
        '`src/app.ts` and `src/gone.ts`',
        '[app](../../src/app.ts) and [gone](gone.md) and [web](https://example.com)',
        '`npm start`, `npm run check`, `npm run gone`',
        '```bash\nnpm run lost -- x\n```',
      ].join('\n'),
    });
    const file = 'docs/guides/first.md';
    assert.deepEqual(places(trueDocuments, project), [`${file}:1`, `${file}:2`, `${file}:3`, `${file}:4`]);
  });

  it('should refuse a README, and be able to complete it, when the code says more than the page', () => {
    const contract = defineContract({
      module: 'orders',
      operations: {},
      events: { 'order.created': { version: 1, aggregate: 'order', payload: Type.Object({}) } },
      refusals: {},
    });
    const file = 'src/commerce/orders/README.md';
    const page = '# orders\n\n## Owns\n\n`orders` in rows.\n\n## Says\n\nNothing.\n\n## Asks\n\ncarts.\n';
    const code = "import type { CartsApi } from '#commerce/carts';\nimport type { UsersApi } from '#commons/users';";
    const before = sampleProject(
      {
        [file]: page,
        'src/commerce/orders/a.ts': code,
        'src/commerce/orders/migrations/0001-a.sql': 'create table orders ();\ncreate table lines ();',
      },
      { 'src/commerce/orders': contract },
    );
    assert.deepEqual(
      trueReadmes.find(before).map(({ line, message }) => `${line} ${message}`),
      ['3 Owns does not name orders.lines', '7 Says does not name order.created', '11 Asks does not name users'],
    );

    const completed = readModules(before).map((module) => completeReadme(page, module))[0] ?? '';
    const after = { ...before, files: new Map([...before.files, [file, completed]]) };
    assert.deepEqual(trueReadmes.find(after), []);
    assert.match(completed, /`orders` in rows\.\n\n`orders\.lines`\.\n\n## Says\n\n`order\.created`\.\n\n## Asks/);
  });
});
