import { parseArgs } from 'node:util';
import { environment, readConfig, startedAtMs } from '../config.ts';
import { freePort, type Ground, startServer } from '../server.ts';

const HELP = `lumbung start: serves shop, desk, API and sandbox.

Everything is set by environment variables; see docs/guides/configuration.md. Data lies in .data (LUMBUNG_DATA).`;

/** Serves until a signal comes. Takes the next free ports when the wanted ones are taken. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  // Nothing to drain yet; leaving in good order also sends the embedded database home.
  let stop = (): void => process.exit(130);
  whenAskedToStop(() => stop());
  const config = await readConfig(await withFreePorts());
  const progress = makeProgress();
  let logins: string[] = [];
  const server = await startServer(config, {
    progress,
    prepare: async (ground) => {
      logins = await prepareDemo(ground, progress);
    },
  });
  progress('');
  stop = () => {
    void server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  tell(server.url, server.sandboxUrl, logins);
}

/** A signal; or `npm start` is gone without a word (kill -9), and nobody could stop us any more. */
function whenAskedToStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
}

async function withFreePorts(): Promise<Record<string, string | undefined>> {
  const env = environment();
  const host = env.HOST ?? '127.0.0.1';
  const port = await freePort(Number(env.PORT ?? 3000), host);
  const sandboxPort = await freePort(Number(env.SANDBOX_PORT ?? port + 1), host);
  const smtpPort = await freePort(Number(env.SANDBOX_SMTP_PORT ?? port + 25), host);
  return environment({ PORT: String(port), SANDBOX_PORT: String(sandboxPort), SANDBOX_SMTP_PORT: String(smtpPort) });
}

/** The demo shop goes into an empty embedded database only. Answers what to tell about its logins. */
async function prepareDemo({ config, app, isEmbedded }: Ground, progress: (text: string) => void): Promise<string[]> {
  if (!config.hasDemo || config.modules !== null || !isEmbedded) return [];
  const { DEMO_LOGINS, DEMO_PASSWORD, isShopEmpty, seedDemo } = await import('../demo/seed-demo.ts');
  if (await isShopEmpty(app.apis)) await seedDemo(app.apis, progress);
  return [
    `Demo logins (password ${DEMO_PASSWORD})`,
    ...DEMO_LOGINS.map(({ email, description }) => `  ${email.padEnd(26)} ${description}`),
  ];
}

function makeProgress(): (text: string) => void {
  if (!process.stdout.isTTY) return (text) => void (text && console.log(text));
  return (text) => void process.stdout.write(`\r\u001b[K${text}`);
}

function tell(url: string, sandboxUrl: string | null, logins: string[]): void {
  const lines = [
    `Lumbung is ready after ${((Date.now() - startedAtMs()) / 1000).toFixed(1)} s`,
    '',
    `Shop      ${url}/`,
    `Desk      ${url}/desk`,
    `API       ${url}/api/v1     reference: ${url}/docs`,
    ...(sandboxUrl ? [`Sandbox   ${sandboxUrl}/     the buyer's phone: bank app, codes, messages, mail`] : []),
    ...(logins.length > 0 ? ['', ...logins] : []),
    '',
    'Stop with Ctrl+C; the data stay.',
  ];
  console.log(['', ...lines.map((line) => (line ? `  ${line}` : line)), ''].join('\n'));
}
