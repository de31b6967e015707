/** The part of JSON Schema that our description uses. */
export type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minProperties?: number;
};

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };

export type Operation = {
  method: string;
  /** As described, e.g. `/api/v1/orders/{id}`. */
  path: string;
  /** `GET /api/v1/orders/{id}`. */
  name: string;
  scope: string;
  parameters: Parameter[];
  body: { kind: 'json' | 'multipart'; schema: Schema; isRequired: boolean; example?: unknown } | null;
};

type Described = {
  'x-scope': string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema: Schema; example?: unknown }> };
};

/** Every operation that a running house describes of itself. */
export async function readOperations(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Described>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      name: `${method.toUpperCase()} ${path}`,
      scope: described['x-scope'],
      parameters: described.parameters ?? [],
      body: bodyOf(described),
    })),
  );
}

function bodyOf({ requestBody }: Described): Operation['body'] {
  const json = requestBody?.content['application/json'];
  if (json)
    return {
      kind: 'json',
      schema: json.schema,
      isRequired: requestBody?.required ?? false,
      ...(json.example === undefined ? {} : { example: json.example }),
    };
  const form = requestBody?.content['multipart/form-data'];
  return form ? { kind: 'multipart', schema: form.schema, isRequired: true } : null;
}

/** Puts values into the places of a path; what is missing becomes `-`. */
export function fillPath(path: string, values: Record<string, string>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => values[name] ?? '-');
}
