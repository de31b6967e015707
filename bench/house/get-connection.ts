import { once } from 'node:events';
import { connect } from 'node:net';

/** What one GET brought: its status and the bytes of its body. */
export type Got = { status: number; body: Buffer };
export type GetConnection = { get(path: string): Promise<Got>; close(): void };

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * One kept-alive connection that asks for one address after the other and takes in every byte of every answer. Plain
 * sockets: the load shares its two cores with what it measures, and a full HTTP client takes 0.055 ms a request where this
 * takes 0.02. It understands what the house sends (a length, no chunks) and gives up on anything else.
 */
export async function openGetConnection(url: string): Promise<GetConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const around = [`GET `, ` HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: keep-alive\r\n\r\n`] as const;
  let waiting: { resolve(got: Got): void; reject(error: Error): void } | null = null;
  let received: Buffer = Buffer.alloc(0);

  const fail = (error: Error): void => {
    waiting?.reject(error);
    waiting = null;
  };
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      const got = readAnswer(received);
      if (!got || !waiting) return;
      received = Buffer.alloc(0);
      const { resolve } = waiting;
      waiting = null;
      resolve(got);
    } catch (error) {
      fail(error as Error);
    }
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server hung up')));
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(around[0] + path + around[1], 'latin1');
      }),
    close: () => socket.destroy(),
  };
}

/** The answer, once all of it is there. */
function readAnswer(received: Buffer): Got | null {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = received.toString('latin1', 0, headEnd);
  const length = LENGTH.exec(head)?.[1];
  if (length === undefined) throw new Error(`An answer without a length: ${head}`);
  const start = headEnd + HEAD_END.length;
  if (received.length < start + Number(length)) return null;
  return { status: Number(head.slice(9, 12)), body: received.subarray(start) };
}
