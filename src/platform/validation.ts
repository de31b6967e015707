import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { type GuardReport, guardJson, isCleanText, pointerStep } from './json-guard.ts';
import { findOpenObjects, type JsonSchema, placesOf, toJsonSchema } from './json-schema.ts';
import { collectIssues } from './validation-issues.ts';
import type { FieldIssue } from './validation-sentences.ts';

/** At most so many field errors are told at once. */
export const MAX_ISSUES = 20;
/** Bodies beyond this are checked up to their first error only: collecting all would be work for an attacker to order. */
const THOROUGH = { nodes: 2_000, longestText: 10_000 };

export type Checked<T> = { value: T; issues: FieldIssue[] };
export type BodyCheck = (body: unknown) => FieldIssue[];
export type ParameterCheck = (raw: Record<string, unknown>) => Checked<Record<string, unknown>>;

/**
 * A strict check of JSON bodies: nothing is coerced, nothing removed, defaults are filled in. Throws at start when an
 * object of the schema would let unknown fields through.
 *
 * Two validators stand behind it: a quick one that stops at the first error, and one that collects them all, which
 * runs only when the first has failed.
 */
export function compileBody(schema: TSchema, where: string): BodyCheck {
  const json = toJsonSchema(schema);
  const open = findOpenObjects(json);
  if (open.length > 0)
    throw new Error(`${where}: objects in a body need additionalProperties: false (at ${open.join(', ')})`);
  const check = checkWhenAsked(json, where, () => toJsonSchema(schema));
  return (body) => {
    const report = guardJson(body);
    return report.issue ? [report.issue] : check(body, report);
  };
}

/**
 * A check of query strings and path parameters: texts become numbers, booleans and lists where the schema says so, and
 * only in their plain spelling (`10`, not `0x0a` or ` 10`). Unknown names are refused unless the schema allows
 * additional properties explicitly.
 */
export function compileParameters(schema: TSchema, where: string): ParameterCheck {
  const json = toJsonSchema(schema);
  const isOpen = json.additionalProperties === true;
  const closed = () => (isOpen ? toJsonSchema(schema) : { ...toJsonSchema(schema), additionalProperties: false });
  const check = checkWhenAsked(json, where, closed);
  const coercers = new Map(
    Object.entries(json.properties ?? {}).map(([name, property]) => [name, coercerOf(property)]),
  );
  return (raw) => {
    const value: Record<string, unknown> = {};
    for (const name in raw) {
      const text = raw[name];
      const issue = isCleanParameter(name)
        ? uncleanIssue(name, text)
        : ({ pointer: '', code: 'forbidden-character' } as const);
      if (issue) return { value, issues: [issue] };
      const coerce = coercers.get(name);
      value[name] = coerce ? coerce(text) : text;
    }
    return { value, issues: check(value, null) };
  };
}

/** Checks any value against a schema, for tests and for answers; the first errors only. */
export function compileAnswer(schema: TSchema, where: string): (value: unknown) => FieldIssue[] {
  const check = checkWhenAsked(toJsonSchema(schema), where, () => toJsonSchema(schema));
  return (value) => check(value, null);
}

/**
 * Validators are made when the first value comes: made at the start for all routes, they and the shapes of answers took
 * half a second of its CPU and 29 MB (2026-11-21). What can be wrong with a schema is still told at once.
 */
function checkWhenAsked(
  json: JsonSchema,
  where: string,
  again: () => JsonSchema,
): (value: unknown, report: GuardReport | null) => FieldIssue[] {
  assertFormats(json, where);
  let quick: ValidateFunction | undefined;
  let thorough: ValidateFunction | undefined;
  return (value, report) => {
    quick ??= quickAjv.compile(again());
    if (quick(value)) return [];
    if (report && (report.nodes > THOROUGH.nodes || report.longestText > THOROUGH.longestText))
      return issuesOf(quick.errors);
    thorough ??= thoroughAjv.compile(again());
    return thorough(value) ? issuesOf(quick.errors) : issuesOf(thorough.errors);
  };
}

function issuesOf(errors: ErrorObject[] | null | undefined): FieldIssue[] {
  return collectIssues(errors ?? []).slice(0, MAX_ISSUES);
}

const quickAjv = makeAjv(false);
const thoroughAjv = makeAjv(true);

function makeAjv(allErrors: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: true,
    strict: false,
    // The same named schema may stand in many routes.
    addUsedSchema: false,
    logger: false,
  });
  // Under nodenext the default export of this CommonJS package is typed as its module.
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  // ajv-formats takes what PostgreSQL does not: `urn:uuid:…`, second 60, the year 0000.
  ajv.addFormat('uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i);
  ajv.addFormat('date', { type: 'string', validate: isDate });
  ajv.addFormat('date-time', { type: 'string', validate: isDateTime });
  ajv.addFormat('email', { type: 'string', validate: isEmail });
  return ajv;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false;
  const at = new Date(`${text}T00:00:00Z`);
  // JavaScript rolls 31 February over into March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text))
    return false;
  return isDate(text.slice(0, 10));
}

function isEmail(text: string): boolean {
  if (text.length > 254) return false;
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i.test(
    text,
  );
}

/** A misspelt format would silently allow everything. */
function assertFormats(json: JsonSchema, where: string): void {
  for (const { pointer, schema } of placesOf(json)) {
    if (schema.format !== undefined && !(schema.format in quickAjv.formats))
      throw new Error(`${where}: unknown format ${schema.format} at ${pointer || '/'}`);
  }
}

function isCleanParameter(name: string): boolean {
  return isCleanText(name) && name !== '__proto__';
}

function uncleanIssue(name: string, text: unknown): FieldIssue | null {
  const isClean =
    typeof text === 'string'
      ? isCleanText(text)
      : !Array.isArray(text) || text.every((part) => typeof part !== 'string' || isCleanText(part));
  return isClean ? null : { pointer: pointerStep(name), code: 'forbidden-character' };
}

type Coerce = (text: unknown) => unknown;
const asIs: Coerce = (text) => text;

function coercerOf(schema: JsonSchema): Coerce {
  if (schema.type === 'array') {
    const item = Array.isArray(schema.items) || !schema.items ? asIs : coercerOf(schema.items);
    return (text) => (Array.isArray(text) ? text.map(item) : [item(text)]);
  }
  const kinds = kindsOf(schema);
  // Where text is allowed as well, `123` may be meant as text.
  if (kinds.has('string')) return asIs;
  return (text) => {
    if (typeof text !== 'string') return text;
    if (kinds.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
    if (kinds.has('number') && /^-?\d{1,15}(\.\d{1,12})?$/.test(text)) return Number(text);
    if (kinds.has('integer') && /^-?\d{1,16}$/.test(text)) return safeInteger(text);
    return text;
  };
}

function safeInteger(text: string): unknown {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function kindsOf(schema: JsonSchema): Set<string> {
  const kinds = new Set<string>(schema.type === undefined ? [] : [schema.type].flat());
  for (const value of schema.enum ?? []) kinds.add(typeof value);
  if (schema.const !== undefined) kinds.add(typeof schema.const);
  for (const branch of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])])
    for (const kind of kindsOf(branch)) kinds.add(kind);
  return kinds;
}
