import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { defineContract } from '#platform/contract';
import { sampleProject } from '../../tests/structure/project.ts';
import { readModules } from './module-facts.ts';

test('should read the door, the neighbours and the tables of a module when its files tell them', () => {
  const contract = defineContract({
    module: 'carts',
    operations: { getLines: { input: Type.Object({}), output: Type.Object({}), refusals: [] } },
    events: { 'cart.emptied': { version: 1, aggregate: 'cart', payload: Type.Object({}) } },
    refusals: {},
  });
  const project = sampleProject(
    {
      'src/commerce/carts/contract.ts': "/** The lines of\n * a cart. */\ngetLines: {}\n'cart.emptied': {}",
      'src/commerce/carts/README.md': '# carts\n\nWhat people\nmean to buy.\n\n## Owns',
      'src/commerce/carts/module.ts': [
        "import type { ProductsApi } from '#commerce/products';",
        "on(identityContract, 'user.erased', {}); process.on('exit');",
        'const audit = { eventType: AUDIT_RECORDED };',
      ].join('\n'),
      'src/platform/audit.ts': "export const AUDIT_RECORDED = 'audit.recorded';",
      'src/commerce/carts/migrations/0001-a.sql': 'create table carts ();\ncreate table carts.lines ();',
    },
    { 'src/commerce/carts': contract },
  );
  const [carts] = readModules(project);
  assert.ok(carts);
  const { wing, name, summary, hears, asks, tables } = carts;
  assert.deepEqual(
    { wing, name, summary, hears, asks, tables },
    {
      wing: 'commerce',
      name: 'carts',
      summary: 'What people mean to buy.',
      hears: ['audit.recorded', 'user.erased'],
      asks: ['products'],
      tables: ['carts.carts', 'carts.lines'],
    },
  );
  assert.equal(carts.operations[0]?.says, 'The lines of a cart.');
});
