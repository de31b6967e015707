import { createHash } from 'node:crypto';

/** Something that has happened, as far as figures look at it. */
export type Fact = { readonly type: string; readonly payload: unknown };

/** One statement: constant text, its parameters, and the name under which the server keeps it prepared. */
export type Sql = {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string;
  /**
   * Set on statements that append to an outbox: after the commit the relay is woken for those who hear these types of
   * events, or for all where it is `true`.
   */
  readonly outbox?: true | readonly string[];
  /** The facts that it appends; counted once they are committed. */
  readonly facts?: readonly Fact[];
  /** Set where the statement may append none of them: then it returns a row when it does. */
  readonly mayWriteNothing?: true;
};

/** A piece of SQL text (never of user input) to put into a statement. */
class Fragment {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const names = new Map<string, string>();
const MAX_NAMES = 5_000;
const MAX_PLACES = 20_000;

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `l${createHash('sha1').update(text).digest('hex').slice(0, 24)}`;
  if (names.size >= MAX_NAMES) names.clear();
  names.set(text, name);
  return name;
}

/**
 * A place in the tree of all statements that one template has become: the next place depends on what stands in its next
 * gap. Walking it costs a look-up per gap instead of joining and hashing kilobytes of text each time.
 */
type Place = {
  written: { text: string; name: string } | null;
  afterValue: Place | null;
  afterFragment: Map<string, Place> | null;
  afterSql: Map<string, Place> | null;
};

let places = new WeakMap<TemplateStringsArray, Place>();
let placesKept = 0;

function newPlace(): Place {
  placesKept += 1;
  return { written: null, afterValue: null, afterFragment: null, afterSql: null };
}

function placeAfter(place: Place, part: unknown): Place {
  if (part instanceof Fragment) {
    place.afterFragment ??= new Map();
    return placeIn(place.afterFragment, part.text);
  }
  if (isSql(part)) {
    place.afterSql ??= new Map();
    return placeIn(place.afterSql, part.text);
  }
  place.afterValue ??= newPlace();
  return place.afterValue;
}

function placeIn(places: Map<string, Place>, text: string): Place {
  let next = places.get(text);
  if (!next) {
    next = newPlace();
    places.set(text, next);
  }
  return next;
}

function isSql(value: unknown): value is Sql {
  return typeof value === 'object' && value !== null && 'text' in value && 'values' in value && 'name' in value;
}

/**
 * Writes a statement: every `${value}` becomes a parameter, never text. A nested `sql` is spliced in with its own
 * parameters; a list goes in as one array parameter (`= any(${ids})`), so that the text, and with it the prepared
 * statement, stays the same.
 */
export function sql(strings: TemplateStringsArray, ...parts: unknown[]): Sql {
  if (placesKept > MAX_PLACES) [places, placesKept] = [new WeakMap(), 0];
  let place = places.get(strings);
  if (!place) {
    place = newPlace();
    places.set(strings, place);
  }
  let values = parts;
  for (const [index, part] of parts.entries()) {
    place = placeAfter(place, part);
    const isValue = !(part instanceof Fragment || isSql(part));
    if (!isValue && values === parts) values = parts.slice(0, index);
    if (isValue && values !== parts) values.push(part);
    if (isSql(part)) values.push(...part.values);
  }
  if (!place.written) {
    const text = textOf(strings, parts);
    place.written = { text, name: nameOf(text) };
  }
  return { text: place.written.text, values, name: place.written.name };
}

function textOf(strings: TemplateStringsArray, parts: readonly unknown[]): string {
  let text = strings[0] ?? '';
  let count = 0;
  parts.forEach((part, index) => {
    if (part instanceof Fragment) text += part.text;
    else if (isSql(part)) {
      const offset = count;
      text += part.text.replace(/\$(\d+)/g, (_, digits: string) => `$${Number(digits) + offset}`);
      count += part.values.length;
    } else {
      count += 1;
      text += `$${count}`;
    }
    text += strings[index + 1] ?? '';
  });
  return text;
}

/** A schema, table or column name, checked and quoted. For names that our own code chooses, not for input. */
sql.ident = (identifier: string): unknown => {
  const known = identifiers.get(identifier);
  if (known) return known;
  if (!/^[a-z_][a-z0-9_]{0,62}(\.[a-z_][a-z0-9_]{0,62})?$/.test(identifier))
    throw new Error(`Not a plain SQL name: ${identifier}`);
  const quoted = identifier
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  const fragment = new Fragment(quoted);
  if (identifiers.size < MAX_NAMES) identifiers.set(identifier, fragment);
  return fragment;
};

const identifiers = new Map<string, Fragment>();

/** Joins conditions with `and`; `true` when there are none. */
sql.and = (conditions: readonly Sql[]): Sql =>
  conditions.reduce((whole, next) => sql`${whole} and ${next}`, { text: 'true', values: [], name: '' });

/**
 * Ids for `= any(…)` on a hot path. Hidden in a sub-select, the number of ids is unknown to the planner whether it plans
 * for these values or for all, so it keeps one plan instead of planning anew each time (0.1 to 0.7 ms).
 */
sql.uuids = (ids: readonly string[]): Sql => sql`(select ${ids}::uuid[])::uuid[]`;

/** A value for a json or jsonb column (arrays would otherwise be sent as PostgreSQL arrays). */
sql.json = (value: unknown): string => JSON.stringify(value);

/** Constant text without parameters, for DDL and for session statements written by our own code. */
sql.raw = (text: string): Sql => ({ text, values: [], name: '' });
