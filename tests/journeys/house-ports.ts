import { createServer, type Server } from 'node:net';

/**
 * Ports for one house: ten in a row, below the range from which the system gives ports to outgoing connections (32768 on
 * Linux). Whoever takes a row listens on its last port as long as the house stands, so two test runs on one machine never
 * serve at the same address.
 */
export type HousePorts = { house: number; second: number; sandbox: number; mail: number; giveBack(): Promise<void> };

const HOST = '127.0.0.1';
const FIRST = 20_000;
const ROW = 10;
const ROWS = 1_200;

export async function takePorts(): Promise<HousePorts> {
  const start = Math.floor(Math.random() * ROWS);
  for (let tried = 0; tried < ROWS; tried++) {
    const first = FIRST + ((start + tried) % ROWS) * ROW;
    const guard = await listenAt(first + ROW - 1);
    if (!guard) continue;
    if (await areFree([first, first + 1, first + 2, first + 3]))
      return { house: first, second: first + 1, sandbox: first + 2, mail: first + 3, giveBack: () => close(guard) };
    await close(guard);
  }
  throw new Error(`All ports from ${FIRST} to ${FIRST + ROWS * ROW - 1} are taken`);
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  for (const port of ports) {
    const probe = await listenAt(port);
    if (!probe) return false;
    await close(probe);
  }
  return true;
}

/** Null when somebody else listens there. */
function listenAt(port: number): Promise<Server | null> {
  return new Promise((settle) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => settle(null));
    server.listen({ port, host: HOST }, () => settle(server.unref()));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}
