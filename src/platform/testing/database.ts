/**
 * A real database for one test file: a clone of a template that carries the migrations of all modules, under the
 * module's own role. Use inside `describe`:
 *
 *   const { database } = testDatabase('orders');   // registers before/after hooks
 */
export { testDatabase, testDatabases, waitFor } from './template.ts';
