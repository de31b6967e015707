import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRUCTURE_CHECKS } from '../../tests/structure/all-checks.ts';
import { sampleProject } from '../../tests/structure/project.ts';
import { hashMigrations, MIGRATIONS_LOCK } from '../../tests/structure/released-migrations.ts';
import { moduleFiles } from './module-files.ts';

const files = Object.fromEntries(moduleFiles({ wing: 'credit', name: 'loan-products', noun: 'loan-product' }));

test('should satisfy every structure check when a module is new', () => {
  const lock = JSON.stringify(hashMigrations(sampleProject(files)));
  const project = sampleProject({ ...files, [MIGRATIONS_LOCK]: lock, 'docs/glossary.md': '' });
  for (const check of STRUCTURE_CHECKS) assert.deepEqual(check.find(project), [], check.name);
});

test('should leave no gap unfilled when names have several words', () => {
  for (const [path, text] of Object.entries(files)) assert.doesNotMatch(path + text, /__/, path);
  assert.match(files['src/credit/loan-products/contract.ts'] ?? '', /export type LoanProductsApi/);
  assert.match(files['src/credit/loan-products/loan-product-queries.ts'] ?? '', /into loan_products\.loan_products/);
});
