import { parseArgs } from 'node:util';
import { environment, readConfig, startedAtMs } from '../config.ts';
import { DEMO_LOGINS, DEMO_PASSWORD, isShopEmpty, seedDemo } from '../demo/seed-demo.ts';
import { freePort, type Ground, startServer } from '../server.ts';

const HELP = `lumbung start: serves shop, desk, API and sandbox.

Everything is set by environment variables; see docs/guides/configuration.md. Data lies in .data (LUMBUNG_DATA).`;

/** Serves until a signal comes. Takes the next free ports when the wanted ones are taken. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  const config = await readConfig(await withFreePorts());
  const progress = makeProgress();
  let isDemo = false;
  const server = await startServer(config, {
    progress,
    prepare: async (ground) => {
      isDemo = await prepareDemo(ground, progress);
    },
  });
  progress('');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      void server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  tell(server.url, server.sandboxUrl, isDemo);
}

async function withFreePorts(): Promise<Record<string, string | undefined>> {
  const env = environment();
  const host = env.HOST ?? '127.0.0.1';
  const port = await freePort(Number(env.PORT ?? 3000), host);
  const sandboxPort = await freePort(Number(env.SANDBOX_PORT ?? port + 1), host);
  const smtpPort = await freePort(Number(env.SANDBOX_SMTP_PORT ?? port + 25), host);
  return environment({ PORT: String(port), SANDBOX_PORT: String(sandboxPort), SANDBOX_SMTP_PORT: String(smtpPort) });
}

/** The demo shop goes into an empty embedded database only. */
async function prepareDemo(ground: Ground, progress: (text: string) => void): Promise<boolean> {
  if (!ground.config.hasDemo || ground.config.modules !== null) return false;
  if (await isShopEmpty(ground.app.apis)) {
    if (!ground.isEmbedded) return false;
    await seedDemo(ground.app.apis, progress);
  }
  return true;
}

function makeProgress(): (text: string) => void {
  if (!process.stdout.isTTY) return (text) => void (text && console.log(text));
  return (text) => void process.stdout.write(`\r\u001b[K${text}`);
}

function tell(url: string, sandboxUrl: string | null, isDemo: boolean): void {
  const lines = [
    '',
    `  Lumbung is ready after ${((Date.now() - startedAtMs()) / 1000).toFixed(1)} s`,
    '',
    `  Shop      ${url}/`,
    `  Desk      ${url}/desk`,
    `  API       ${url}/api/v1     reference: ${url}/docs`,
    ...(sandboxUrl ? [`  Sandbox   ${sandboxUrl}/     the buyer's phone: bank app, codes, messages, mail`] : []),
  ];
  if (isDemo) {
    lines.push('', `  Demo logins (password ${DEMO_PASSWORD})`);
    for (const login of DEMO_LOGINS) lines.push(`    ${login.email.padEnd(26)} ${login.description}`);
  }
  console.log([...lines, '', '  Stop with Ctrl+C; the data stay.', ''].join('\n'));
}
