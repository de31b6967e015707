import { setTimeout as wait } from 'node:timers/promises';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { newUuid } from '#platform/ids';
import type { Collection } from '../world/collection.ts';
import type { World } from '../world/world.ts';

const MAILS_KEPT = 300;
const MOST_BYTES = 5 * 1024 * 1024;

export type Mail = {
  id: string;
  /** Envelope, as the server was told. */
  from: string;
  to: string[];
  /** The message as it came, one character per byte. */
  source: string;
  receivedAt: string;
};

export type ReadMail = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
  receivedAt: string;
  attachments: { name: string; type: string; bytes: number }[];
};

export type MailSink = {
  mails: Collection<Mail>;
  /** Parsed on first reading, so that receiving stays cheap. */
  read(mail: Mail): Promise<ReadMail>;
  /** The HTML part with pictures of the mail itself put in place; plain text as HTML when there is none. */
  page(mail: Mail): Promise<string>;
  attachment(mail: Mail, at: number): Promise<{ name: string; type: string; content: Buffer } | undefined>;
  listen(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
};

/**
 * A mail server that keeps everything and delivers nothing. Any sender, any login. Recipients whose name begins with
 * `bounce` are refused for good (550), `busy` for now (451), and `slow` keeps the sender waiting.
 */
export function createMailSink(world: World): MailSink {
  const mails = world.store.collection<Mail>('mail', { limit: MAILS_KEPT });
  const parsed = new WeakMap<Mail, Promise<Email>>();
  const parse = (mail: Mail) => {
    const known = parsed.get(mail);
    if (known !== undefined) return known;
    const fresh = PostalMime.parse(Buffer.from(mail.source, 'latin1'));
    parsed.set(mail, fresh);
    return fresh;
  };
  const server = createServer(world, mails);
  return {
    mails,
    async read(mail) {
      const email = await parse(mail);
      return {
        id: mail.id,
        from: namesOf(email.from === undefined ? [] : [email.from])[0] ?? mail.from,
        to: mail.to,
        subject: email.subject ?? '(tanpa judul)',
        text: email.text ?? '',
        html: email.html ?? null,
        receivedAt: mail.receivedAt,
        attachments: email.attachments.map((attachment) => ({
          name: attachment.filename ?? 'lampiran',
          type: attachment.mimeType,
          bytes: bytesOf(attachment.content).length,
        })),
      };
    },
    async page(mail) {
      const email = await parse(mail);
      if (email.html === undefined)
        return `<pre>${(email.text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
      return withOwnPictures(email.html, email);
    },
    async attachment(mail, at) {
      const attachment = (await parse(mail)).attachments[at];
      if (attachment === undefined) return undefined;
      return {
        name: attachment.filename ?? 'lampiran',
        type: attachment.mimeType,
        content: bytesOf(attachment.content),
      };
    },
    listen: (port, host) => listenFrom(server, port, host),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function createServer(world: World, mails: Collection<Mail>): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    allowInsecureAuth: true,
    size: MOST_BYTES,
    closeTimeout: 500,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anybody' }),
    onRcptTo(address, _session, done) {
      const refusal = refusalFor(address.address);
      done(refusal);
    },
    onData(stream, session, done) {
      receive(world, mails, { stream, session }).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  server.on('error', (error) => world.log.debug({ err: error }, 'sandbox: mail connection failed'));
  return server;
}

async function receive(
  world: World,
  mails: Collection<Mail>,
  { stream, session }: { stream: SMTPServerDataStream; session: SMTPServerSession },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  if (stream.sizeExceeded) throw smtpError(552, '5.3.4 Message is too big');
  const fault = world.faults.take('mail', 'DATA');
  if (fault?.kind === 'error') throw smtpError(fault.status, 'Refused by the sandbox');
  if (fault?.kind === 'timeout') await wait(120_000, undefined, { ref: false });
  const to = session.envelope.rcptTo.map((recipient) => recipient.address);
  if (fault?.kind === 'slow') await wait(fault.delayMs, undefined, { ref: false });
  if (to.some((address) => address.startsWith('slow'))) await world.dawdle();
  const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
  mails.put({ id: newUuid(), from, to, source: Buffer.concat(chunks).toString('latin1'), receivedAt: world.nowIso() });
  if (fault?.kind === 'error-after') throw smtpError(fault.status, 'Refused by the sandbox, after keeping the mail');
}

function refusalFor(address: string): Error | null {
  if (address.startsWith('bounce')) return smtpError(550, '5.1.1 No such mailbox');
  if (address.startsWith('busy')) return smtpError(451, '4.3.0 Try again later');
  return null;
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** A taken port means the next free one. */
async function listenFrom(server: SMTPServer, port: number, host: string): Promise<number> {
  for (let candidate = port; ; candidate += 1) {
    try {
      return await listenOn(server, candidate, host);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || candidate >= port + 50) throw error;
    }
  }
}

function listenOn(server: SMTPServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      server.server.off('error', reject);
      const address = server.server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function namesOf(addresses: Address[]): string[] {
  return addresses.flatMap((address) =>
    address.address === undefined
      ? namesOf(address.group ?? [])
      : [address.name === '' ? address.address : `${address.name} <${address.address}>`],
  );
}

function bytesOf(content: ArrayBuffer | Uint8Array | string): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof ArrayBuffer
    ? Buffer.from(content)
    : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

/** `cid:` pictures become data URLs, so that the page needs nothing from outside. */
function withOwnPictures(html: string, email: Email): string {
  return email.attachments.reduce((page, attachment) => {
    const contentId = attachment.contentId?.replaceAll(/^<|>$/g, '');
    if (contentId === undefined || !attachment.mimeType.startsWith('image/')) return page;
    return page.replaceAll(
      `cid:${contentId}`,
      `data:${attachment.mimeType};base64,${bytesOf(attachment.content).toString('base64')}`,
    );
  }, html);
}
