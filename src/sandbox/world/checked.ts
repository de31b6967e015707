import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

export type ShapeComplaint = { path: string; message: string };

/** A request that the provider would send back. Each provider turns it into its own error form. */
export class ShapeFault extends Error {
  readonly complaints: ShapeComplaint[];
  constructor(complaints: ShapeComplaint[]) {
    super(complaints.map((complaint) => `${complaint.path || 'body'}: ${complaint.message}`).join('; '));
    this.name = 'ShapeFault';
    this.complaints = complaints;
  }
}

/**
 * Makes a checker from a schema: it hands the value back, typed, or throws a `ShapeFault`. Fields that the schema does not
 * name are let through, as the real providers do.
 */
export function checked<T extends TSchema>(schema: T): (value: unknown) => Static<T> {
  const validator = Compile(schema);
  const accepts = (value: unknown): value is Static<T> => validator.Check(value);
  return (value) => {
    if (accepts(value)) return value;
    throw new ShapeFault(complaintsOf(validator.Errors(value)));
  };
}

function complaintsOf(
  errors: { keyword: string; instancePath: string; params: object; message: string }[],
): ShapeComplaint[] {
  const complaints = errors.flatMap((error) => {
    const path = error.instancePath.slice(1).replaceAll('/', '.');
    const missing =
      'requiredProperties' in error.params && Array.isArray(error.params.requiredProperties)
        ? error.params.requiredProperties
        : [];
    if (missing.length === 0) return [{ path, message: error.message }];
    return missing.map((name) => ({
      path: path === '' ? String(name) : `${path}.${String(name)}`,
      message: 'is required',
    }));
  });
  return complaints.slice(0, 10);
}

/** A JSON object for reading single fields out of something unknown; anything else reads as empty. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** A header as one string; absent and repeated headers read as empty. */
export function headerOf(headers: Record<string, string | string[] | undefined>, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
