import { Type } from 'typebox';
import { route } from '../route.ts';

/** Small routes that the tests of the HTTP edge share. */
export const USER = '0190aaaa-bbbb-7ccc-8ddd-000000000001';
export const closed = { additionalProperties: false };
export const Thing = Type.Object({ id: Type.String(), name: Type.String() }, closed);
export const NewThing = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 50 }),
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    tags: Type.Optional(Type.Array(Type.String({ maxLength: 10 }), { maxItems: 5 })),
  },
  closed,
);

export const createThing = route({
  method: 'POST',
  path: '/things',
  summary: 'Make a thing',
  scope: 'public',
  body: NewThing,
  answers: { 201: Thing },
  handle: async ({ body }) => ({ id: 'new', name: body.name, secret: 'never shown' }),
});
export const listThings = route({
  method: 'GET',
  path: '/things',
  summary: 'List things',
  scope: 'public',
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
      q: Type.Optional(Type.String({ maxLength: 20 })),
      tag: Type.Optional(Type.Array(Type.String({ maxLength: 20 }))),
    },
    closed,
  ),
  answers: { 200: Type.Unknown() },
  handle: async ({ query }) => query,
});
export const getThing = route({
  method: 'GET',
  path: '/things/:id',
  summary: 'Get a thing',
  scope: 'public',
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }, closed),
  answers: { 200: Thing },
  handle: async ({ params }) => ({ id: params.id, name: 'x' }),
});
export const whoAmI = route({
  method: 'GET',
  path: '/me',
  summary: 'Who',
  scope: 'public',
  answers: { 200: Type.Unknown() },
  handle: async ({ call, cookies }) => ({ call, cookies }),
});
