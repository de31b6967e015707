/** How a setting is edited, told from the JSON Schema of its value. */
export type SettingInput =
  | { kind: 'switch' }
  | { kind: 'number'; min: number | null; max: number | null }
  | { kind: 'text'; maxLength: number | null }
  | { kind: 'choice'; values: string[] }
  | { kind: 'json' };

type Loose = Record<string, unknown>;
const isLoose = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const numberOr = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export function inputOf(schema: unknown): SettingInput {
  if (!isLoose(schema)) return { kind: 'json' };
  const choices = choicesOf(schema);
  if (choices) return { kind: 'choice', values: choices };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' };
    case 'integer':
      return { kind: 'number', min: numberOr(schema.minimum), max: numberOr(schema.maximum) };
    case 'string':
      return { kind: 'text', maxLength: numberOr(schema.maxLength) };
    default:
      return { kind: 'json' };
  }
}

function choicesOf(schema: Loose): string[] | null {
  const options: unknown[] = Array.isArray(schema.enum) ? schema.enum : [];
  const constants = Array.isArray(schema.anyOf)
    ? schema.anyOf.map((one: unknown) => (isLoose(one) ? one.const : undefined))
    : [];
  const all = [...options, ...constants];
  return all.length > 0 && all.every((one): one is string => typeof one === 'string') ? all : null;
}

/** The value as text for its field. */
export function shownValue(value: unknown, input: SettingInput): string {
  return input.kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
}

/** What was typed as a value, or undefined when it cannot be one. The house checks the rest. */
export function readValue(typed: string, input: SettingInput): { value: unknown } | undefined {
  switch (input.kind) {
    case 'switch':
      return { value: typed === 'true' };
    case 'number':
      return /^-?\d{1,15}$/.test(typed.trim()) ? { value: Number(typed.trim()) } : undefined;
    case 'json':
      try {
        return { value: JSON.parse(typed) };
      } catch {
        return undefined;
      }
    default:
      return { value: typed };
  }
}
