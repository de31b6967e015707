import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Twins } from '../start-sandbox.ts';
import { checked, fieldsOf } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { notFoundScreen } from './bank-screens.ts';
import { readCodes } from './codes.ts';
import { codesScreen, mailScreen, mailsScreen, messagesScreen } from './inbox-screens.ts';
import type { Show } from './routes.ts';

const MOST_SHOWN = 50;
const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));
const checkAttachment = checked(
  Type.Object({ id: Type.String({ maxLength: 100 }), at: Type.String({ pattern: '^[0-9]{1,3}$' }) }),
);

/** A mail may style itself and show pictures it carries; it may not run, load or send anything. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

export function inboxRoutes(
  app: FastifyInstance,
  { world, twins, show }: { world: World; twins: Twins; show: Show },
): void {
  const codes = async (problem: string | null) =>
    codesScreen({
      codes: (await readCodes(twins)).slice(0, MOST_SHOWN),
      authenticators: await twins.authenticators.current(),
      nowMs: world.nowMs(),
      problem,
    });
  app.get('/kode', async (_request, reply) => show(reply, await codes(null)));
  app.post('/kode/akun', async (request, reply) => {
    const { uri } = fieldsOf(request.body);
    if (typeof uri !== 'string' || !/^otpauth:\/\/totp\/.+[?&]secret=[A-Z2-7]{16,}/i.test(uri)) {
      return show(
        reply,
        await codes('Alamat ini bukan penyiapan autentikator. Bentuknya otpauth://totp/… dengan secret di dalamnya.'),
        422,
      );
    }
    twins.authenticators.add(uri);
    return reply.redirect('/kode', 303);
  });
  app.get('/pesan', async (_request, reply) =>
    show(reply, messagesScreen(twins.whatsapp.desk.messages.newest(MOST_SHOWN), world.nowMs())),
  );
  mailRoutes(app, { world, twins, show });
}

function mailRoutes(app: FastifyInstance, { world, twins, show }: { world: World; twins: Twins; show: Show }): void {
  const { mail: sink } = twins;
  app.get('/surel', async (_request, reply) => {
    const mails = await Promise.all(sink.mails.newest(MOST_SHOWN).map((mail) => sink.read(mail)));
    return show(reply, mailsScreen(mails, world.nowMs()));
  });
  app.get('/surel/:id', async (request, reply) => {
    const mail = sink.mails.get(checkId(request.params).id);
    return mail === undefined ? show(reply, notFoundScreen(), 404) : show(reply, mailScreen(await sink.read(mail)));
  });
  app.get('/surel/:id/isi', async (request, reply) => {
    const mail = sink.mails.get(checkId(request.params).id);
    if (mail === undefined) return show(reply, notFoundScreen(), 404);
    return reply
      .header('content-security-policy', MAIL_POLICY)
      .type('text/html; charset=utf-8')
      .send(`<base target="_blank">${await sink.page(mail)}`);
  });
  app.get('/surel/:id/lampiran/:at', async (request, reply) => {
    const { id, at } = checkAttachment(request.params);
    const mail = sink.mails.get(id);
    const attachment = mail === undefined ? undefined : await sink.attachment(mail, Number(at));
    if (attachment === undefined) return show(reply, notFoundScreen(), 404);
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`)
      .type('application/octet-stream')
      .send(attachment.content);
  });
}
