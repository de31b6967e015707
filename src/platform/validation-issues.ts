import type { ErrorObject } from 'ajv/dist/2020.js';
import { pointerStep } from './json-guard.ts';
import type { FieldIssue } from './validation-sentences.ts';

/** Turns ajv's errors into one issue per field; a union that fails is told once, by its most likely branch. */
export function collectIssues(errors: readonly ErrorObject[]): FieldIssue[] {
  const issues: FieldIssue[] = [];
  const seen = new Set<string>();
  for (const issue of withoutUnions(errors).map(toIssue)) {
    const key = `${issue.pointer} ${issue.code}`;
    if (!seen.has(key)) issues.push(issue);
    seen.add(key);
  }
  return issues;
}

type Plain = ErrorObject | FieldIssue;

function isError(plain: Plain): plain is ErrorObject {
  return 'keyword' in plain;
}

/** ajv reports every branch of an `anyOf` and then the `anyOf` itself: a crowd for one wrong field. */
function withoutUnions(errors: readonly ErrorObject[]): Plain[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  const outer = unions.filter((union) => !unions.some((other) => other !== union && isWithin(union, other)));
  const rest = errors.filter((error) => !outer.some((union) => error === union || isWithin(error, union)));
  return [
    ...rest.filter((error) => !unions.includes(error)),
    ...outer.flatMap((union) =>
      explainUnion(
        union,
        errors.filter((error) => isWithin(error, union)),
      ),
    ),
  ];
}

function isWithin(error: ErrorObject, union: ErrorObject): boolean {
  if (error === union || !error.schemaPath.startsWith(`${union.schemaPath}/`)) return false;
  return error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`);
}

function explainUnion(union: ErrorObject, inner: ErrorObject[]): Plain[] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inner) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/', 1)[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const allowed = [...branches.values()].map((branch) => allowedValues(branch, union.instancePath));
  if (allowed.every((values) => values !== null))
    return [{ pointer: union.instancePath, code: 'not-allowed', values: { allowed: joinAllowed(allowed.flat()) } }];

  const ofRightKind = [...branches.values()].filter(
    (branch) => !branch.some((error) => isWrongKind(error, union.instancePath)),
  );
  // A branch whose own fields are all there was more likely meant than one that misses some.
  const misses = (branch: ErrorObject[]) => Number(branch.some((error) => isMissing(error, union.instancePath)));
  const best = ofRightKind.sort((a, b) => misses(a) - misses(b) || a.length - b.length)[0];
  if (best) return withoutUnions(best);
  const types = inner
    .filter((error) => error.keyword === 'type' && error.instancePath === union.instancePath)
    .map((error) => String(error.params.type));
  return types.length > 0
    ? [{ pointer: union.instancePath, code: 'type', values: { type: [...new Set(types)].join(',') } }]
    : [{ pointer: union.instancePath, code: 'invalid' }];
}

/** The values of a branch that is nothing but fixed values (or null) here; null for any other branch. */
function allowedValues(branch: ErrorObject[], at: string): unknown[] | null {
  const fixed = branch.filter(
    (error) => error.instancePath === at && (error.keyword === 'const' || error.keyword === 'enum'),
  );
  if (fixed.length > 0)
    return fixed.flatMap((error) =>
      error.keyword === 'const' ? [error.params.allowedValue] : error.params.allowedValues,
    );
  return branch.every((error) => error.instancePath === at && error.keyword === 'type' && error.params.type === 'null')
    ? []
    : null;
}

/** A branch that was not meant: another type altogether, or another value in the field that tells branches apart. */
function isWrongKind(error: ErrorObject, at: string): boolean {
  if (error.keyword === 'type') return error.instancePath === at;
  return error.keyword === 'const' && error.instancePath.lastIndexOf('/') === at.length;
}

function isMissing(error: ErrorObject, at: string): boolean {
  return error.instancePath === at && (error.keyword === 'required' || error.keyword === 'additionalProperties');
}

function joinAllowed(values: unknown[]): string {
  const shown = values.slice(0, 12).map(String).join(', ');
  return values.length > 12 ? `${shown}, …` : shown;
}

const limits: Record<string, string> = {
  maxLength: 'too-long',
  minimum: 'too-small',
  exclusiveMinimum: 'not-above',
  maximum: 'too-large',
  exclusiveMaximum: 'not-below',
  minItems: 'too-few',
  maxItems: 'too-many',
  minProperties: 'too-few',
  maxProperties: 'too-many',
};

function toIssue(plain: Plain): FieldIssue {
  if (!isError(plain)) return plain;
  const { keyword, instancePath: pointer, params } = plain;
  const limit = limits[keyword];
  if (limit) return { pointer, code: limit, values: { limit: params.limit } };
  switch (keyword) {
    case 'required':
      return { pointer: pointer + pointerStep(params.missingProperty), code: 'required' };
    case 'additionalProperties':
      return { pointer: pointer + pointerStep(params.additionalProperty), code: 'unknown-field' };
    case 'unevaluatedProperties':
      return { pointer: pointer + pointerStep(params.unevaluatedProperty), code: 'unknown-field' };
    case 'minLength':
      return params.limit === 1
        ? { pointer, code: 'empty' }
        : { pointer, code: 'too-short', values: { limit: params.limit } };
    case 'type':
      return { pointer, code: 'type', values: { type: [params.type].flat().join(',') } };
    case 'enum':
      return { pointer, code: 'not-allowed', values: { allowed: joinAllowed(params.allowedValues) } };
    case 'const':
      return { pointer, code: 'not-allowed', values: { allowed: joinAllowed([params.allowedValue]) } };
    case 'format':
      return { pointer, code: 'format', values: { format: params.format } };
    case 'pattern':
      return { pointer, code: 'format' };
    case 'multipleOf':
      return { pointer, code: 'not-multiple', values: { multipleOf: params.multipleOf } };
    case 'uniqueItems':
      return { pointer, code: 'duplicate' };
    default:
      return { pointer, code: 'invalid' };
  }
}
