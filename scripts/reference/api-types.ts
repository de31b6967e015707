import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = `/**
 * Written by \`npm run docs\` from docs/reference/openapi.json. Do not edit: \`npm run check\` tells when it is stale.
 */
`;
const PREFIX = '/api/v1';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

type Operation = {
  operationId: string;
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, { content?: unknown }>;
};
type Document = {
  openapi: string;
  info: unknown;
  paths: Record<string, Partial<Record<(typeof METHODS)[number], Operation>>>;
};

/**
 * The types of what the apps send and get: parameters, bodies and successful answers of each operation under `/api/v1`.
 * Refusals have one shape, which is written by hand; leaving them out keeps the file a third of the size.
 */
export async function apiTypesText(openApiJson: string): Promise<string> {
  const document: Document = JSON.parse(openApiJson);
  const paths = Object.entries(document.paths)
    .filter(([path]) => path.startsWith(`${PREFIX}/`))
    .map(([path, item]) => [path.slice(PREFIX.length), essentialsOf(item)]);
  const schema = { openapi: document.openapi, info: document.info, paths: Object.fromEntries(paths) };
  const types = astToString(await openapiTS(JSON.stringify(schema), { alphabetize: false }));
  return HEAD + compact(types);
}

function essentialsOf(item: Document['paths'][string]): Document['paths'][string] {
  return Object.fromEntries(
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [[method, essentialOperation(operation)]] : [];
    }),
  );
}

function essentialOperation({ operationId, parameters, requestBody, responses }: Operation): Operation {
  const successes = Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, { content }]) => [status, { description: '', ...(content ? { content } : {}) }]);
  return {
    operationId,
    ...(parameters ? { parameters } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: Object.fromEntries(successes),
  };
}

/** Two spaces, and without the members that say only what is not there. */
function compact(types: string): string {
  return types
    .split('\n')
    .filter(
      (line) =>
        !/^\s*(get|put|post|delete|options|head|patch|trace|query|header|path|cookie|requestBody)\?: never;$/.test(
          line,
        ),
    )
    .map((line) => line.replace(/^(?: {4})+/, (indent) => ' '.repeat(indent.length / 4)))
    .join('\n');
}
