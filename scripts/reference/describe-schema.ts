/** The parts of JSON Schema that our contracts use. */
type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  format?: string;
};

const DEEP = 4;

/** A schema as people write types: `{ offerId: uuid, quantity?: integer }`. Deep parts become `…`. */
export function describeSchema(input: unknown, depth = 0): string {
  const schema = input as Schema;
  if (depth > DEEP) return '…';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const members = schema.anyOf ?? schema.allOf;
  if (members) return members.map((member) => describeSchema(member, depth)).join(schema.anyOf ? ' | ' : ' & ');
  if (schema.type === 'array') return describeArray(schema, depth);
  if (schema.type === 'object' || schema.properties) return describeObject(schema, depth);
  return schema.format ?? schema.type ?? 'any';
}

function describeArray(schema: Schema, depth: number): string {
  const item = describeSchema(schema.items ?? {}, depth);
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function describeObject(schema: Schema, depth: number): string {
  const [pattern] = Object.values(schema.patternProperties ?? {});
  if (pattern) return `{ [key]: ${describeSchema(pattern, depth + 1)} }`;
  const fields = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${name}${mark}: ${describeSchema(value, depth + 1)}`;
  });
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}
