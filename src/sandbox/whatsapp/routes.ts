import { randomBytes } from 'node:crypto';
import type { FastifyError, FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checked, ShapeFault } from '../world/checked.ts';
import { installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { checkMessage, createMessageDesk, type MessageDesk } from './messages.ts';

export type WhatsApp = { desk: MessageDesk; routes: (app: FastifyInstance) => Promise<void> };

const checkParams = checked(
  Type.Object({
    version: Type.String({ pattern: '^v\\d{1,3}[.]\\d$' }),
    phoneNumberId: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
  }),
);

/** The WhatsApp Cloud API as far as sending goes. Mounted under `/whatsapp`. */
export function createWhatsApp(world: World): WhatsApp {
  const desk = createMessageDesk(world);
  return {
    desk,
    async routes(app) {
      installFaults(app, {
        faults: world.faults,
        provider: 'whatsapp',
        describe: (status, code) =>
          wireError(code === null ? 131_000 : Number(code), status === 429 ? 'Rate limit hit' : 'Something went wrong'),
      });
      app.setErrorHandler((error: FastifyError | ShapeFault, _request, reply) => {
        if (error instanceof ShapeFault)
          return reply.code(400).send(wireError(100, `Invalid parameter: ${error.message}`));
        if (error.statusCode !== undefined && error.statusCode < 500)
          return reply.code(error.statusCode).send(wireError(100, error.message));
        world.log.error({ err: error }, 'sandbox: whatsapp failed');
        return reply.code(500).send(wireError(131_000, 'Something went wrong'));
      });
      app.setNotFoundHandler((_request, reply) => reply.code(404).send(wireError(100, 'Unknown path components')));
      app.post('/:version/:phoneNumberId/messages', async (request, reply) => {
        if (request.headers.authorization !== `Bearer ${world.secrets.whatsappToken}`)
          return reply.code(401).send(wireError(190, 'Invalid OAuth access token - Cannot parse access token'));
        const { phoneNumberId } = checkParams(request.params);
        const message = desk.send(phoneNumberId, checkMessage(request.body));
        return {
          messaging_product: 'whatsapp',
          contacts: [{ input: message.to, wa_id: message.to }],
          messages: [{ id: message.id, message_status: 'accepted' }],
        };
      });
    },
  };
}

function wireError(code: number, message: string): unknown {
  return {
    error: {
      message: `(#${code}) ${message}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details: message },
      fbtrace_id: randomBytes(8).toString('base64url'),
    },
  };
}
