import { fillPath, type Operation, type Schema } from './openapi-document.ts';

/** What a route makes, and all routes whose address goes through the thing that it made. */
export type Link = { maker: Operation; followUps: Operation[]; place: string };

const ORDER = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE'];

/**
 * Follow-ups of each POST to a collection, found in the description: `POST /x` makes what `/x/{id}` and `/x/{id}/…` name.
 * Reads come first, what deletes comes last.
 */
export function linksOf(operations: readonly Operation[]): Link[] {
  return operations
    .filter(({ method, scope }) => method === 'POST' && scope !== 'webhook')
    .map((maker) => {
      const below = new RegExp(`^${escaped(maker.path)}/\\{([^}]+)\\}(/|$)`);
      const followUps = operations
        .filter(({ path }) => below.test(path))
        .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
      return { maker, followUps, place: below.exec(followUps[0]?.path ?? '')?.[1] ?? '' };
    })
    .filter(({ followUps }) => followUps.length > 0);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The id of what an answer says was made: its own, or that of the first thing in it that has one. */
export function madeId(body: unknown, place: string): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const own = Reflect.get(body, place) ?? Reflect.get(body, 'id');
  if (typeof own === 'string' || typeof own === 'number') return String(own);
  for (const part of Object.values(body)) {
    const found = madeId(part, place);
    if (found) return found;
  }
  return null;
}

/** The address of a follow-up on the thing made; other places get what is known. */
export function addressOf(
  { path }: Operation,
  values: Record<string, string>,
  made: { place: string; id: string },
): string {
  return fillPath(path, { ...values, [made.place]: made.id });
}

/** The schema without what may be left out: a body of it is refused for fewer reasons. */
export function neededOf(schema: Schema): Schema {
  const needed = Object.entries(schema.properties ?? {})
    .filter(([name]) => schema.required?.includes(name))
    .map(([name, property]) => [name, neededOf(property)]);
  return {
    ...schema,
    ...(schema.properties ? { properties: Object.fromEntries(needed) } : {}),
    ...(schema.items ? { items: neededOf(schema.items) } : {}),
  };
}
