import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { readCodes } from '../phone/codes.ts';
import type { Twins } from '../start-sandbox.ts';
import { checked } from '../world/checked.ts';
import { found } from './control-fault.ts';

const exact = { additionalProperties: false };
const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));
const checkToQuery = checked(
  Type.Object({
    to: Type.Optional(Type.String({ maxLength: 255 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
  }),
);
const checkInbound = checked(
  Type.Object(
    { from: Type.String({ pattern: '^[0-9]{8,15}$' }), text: Type.String({ minLength: 1, maxLength: 4_096 }) },
    exact,
  ),
);
const checkTemplate = checked(
  Type.Object(
    { name: Type.String({ pattern: '^[a-z0-9_]{1,512}$' }), wording: Type.String({ minLength: 1, maxLength: 1_024 }) },
    exact,
  ),
);
const checkAuthenticator = checked(
  Type.Object({ uri: Type.String({ pattern: '^otpauth://totp/', maxLength: 1_000 }) }, exact),
);

/** What arrived on the phone, and what the person does there. */
export function inboxRoutes(app: FastifyInstance, twins: Twins): void {
  const { mail } = twins;
  const { desk } = twins.whatsapp;
  app.get('/mails', async (request) => {
    const { to, limit } = checkToQuery(request.query);
    const mails = mail.mails.newest(Number(limit ?? 50), (candidate) => to === undefined || candidate.to.includes(to));
    return { items: await Promise.all(mails.map((candidate) => mail.read(candidate))) };
  });
  app.get('/mails/:id', async (request) => mail.read(found(mail.mails.get(checkId(request.params).id), 'Mail')));
  app.get('/messages', async (request) => {
    const { to, limit } = checkToQuery(request.query);
    const digits = to?.replaceAll(/\D/g, '');
    return {
      items: desk.messages.newest(Number(limit ?? 50), (message) => digits === undefined || message.to === digits),
    };
  });
  app.get('/codes', async (request) => {
    const { to } = checkToQuery(request.query);
    const codes = await readCodes(twins);
    return {
      items: codes.filter((code) => to === undefined || code.to === to || code.to === to.replaceAll(/\D/g, '')),
    };
  });
  app.post('/whatsapp/inbound', async (request) => {
    const { from, text } = checkInbound(request.body);
    desk.receive(from, text);
    return { received: true };
  });
  app.put('/whatsapp/templates', async (request) => {
    const { name, wording } = checkTemplate(request.body);
    desk.approveTemplate(name, wording);
    return { approved: true };
  });
  app.post('/authenticators', async (request) => twins.authenticators.add(checkAuthenticator(request.body).uri));
  app.get('/authenticators', async () => ({ items: await twins.authenticators.current() }));
}
