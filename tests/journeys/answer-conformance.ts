import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** An answer as it came, whatever was asked. */
export type Given = { method: string; path: string; status: number; type: string; body: string };

type Content = Record<string, { schema?: object }>;
type Described = { responses: Record<string, { content?: Content }> };
type Paths = Record<string, Record<string, Described>>;

/** What is wrong with an answer by the published description; null when it keeps its promise. */
export type Conformance = (given: Given) => string | null;

/**
 * Judges answers by the description that the house gives of itself: the status is declared for this route, the media type
 * for this status, and the body fits the schema of both (which also names the problem codes that may be said there).
 */
export async function readConformance(url: string): Promise<Conformance> {
  const document = (await (await fetch(`${url}/docs/openapi.json`)).json()) as { paths: Paths };
  const ajv = new Ajv2020({ strict: false, logger: false, allErrors: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema(document, 'house');
  const checks = new Map<string, ValidateFunction>();
  const find = createFinder(document.paths);

  function checkOf(pointer: string): ValidateFunction {
    let check = checks.get(pointer);
    if (!check) {
      check = ajv.compile({ $ref: `house#${pointer}` });
      checks.set(pointer, check);
    }
    return check;
  }

  function bodyIssue(steps: string[], body: string): string | null {
    const check = checkOf(steps.map((step) => `/${encodeURIComponent(escaped(step))}`).join(''));
    if (check(JSON.parse(body))) return null;
    const [issue] = check.errors ?? [];
    return `does not fit its schema: ${issue?.instancePath} ${issue?.message} ${JSON.stringify(issue?.params)}`;
  }

  return ({ method, path, status, type, body }) => {
    const template = find(method, path);
    if (!template) return null;
    const route = `${method} ${template} ${status}`;
    const response = document.paths[template]?.[method.toLowerCase()]?.responses[String(status)];
    if (!response) return `${route} is not declared`;
    const media = mediaIssue(response, type, body);
    if (media !== undefined) return media && `${route} ${media}`;
    const operation = ['paths', template, method.toLowerCase()];
    const issue = bodyIssue([...operation, 'responses', String(status), 'content', nameOf(type), 'schema'], body);
    return issue && `${route} ${issue}`;
  };
}

/** Undefined where the body has to be looked at. */
function mediaIssue(response: { content?: Content }, type: string, body: string): string | null | undefined {
  if (!response.content) return body === '' ? null : 'is declared without a body';
  const media = nameOf(type);
  if (!response.content[media]) return `is not declared as ${media || 'a body without a type'}`;
  return media.includes('json') ? undefined : null;
}

function nameOf(type: string): string {
  return type.split(';')[0]?.trim() ?? '';
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The described path that an address belongs to; fixed parts win over places, as in the router. */
function createFinder(paths: Paths): (method: string, path: string) => string | null {
  const known = Object.entries(paths)
    .map(([template, methods]) => ({
      template,
      methods: Object.keys(methods),
      places: template.split('{').length,
      pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    }))
    .sort((a, b) => a.places - b.places);
  return (method, address) => {
    const path = address.split('?')[0] ?? '';
    const found = known.find(({ pattern, methods }) => pattern.test(path) && methods.includes(method.toLowerCase()));
    return found?.template ?? null;
  };
}
