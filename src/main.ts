import { enableCompileCache } from 'node:module';

// The second start loads about five hundred files in a quarter of the time.
enableCompileCache();

const COMMANDS: Record<string, { summary: string; load: () => Promise<{ run(args: string[]): Promise<void> }> }> = {
  start: { summary: 'serve everything', load: () => import('./commands/start.ts') },
  migrate: { summary: 'bring the database up to date', load: () => import('./commands/migrate.ts') },
  seed: { summary: 'load the demo shop', load: () => import('./commands/seed.ts') },
  import: { summary: 'take in products or post codes from a file', load: () => import('./commands/import.ts') },
  admin: { summary: 'make the first administrator', load: () => import('./commands/admin.ts') },
  backup: { summary: 'write everything as one backup', load: () => import('./commands/backup.ts') },
  restore: { summary: 'put a backup into an empty database', load: () => import('./commands/restore.ts') },
  verify: { summary: 'prove books, stock, orders and audit chains', load: () => import('./commands/verify.ts') },
  forecast: { summary: 'continue the series of a file, with bands', load: () => import('./commands/forecast.ts') },
  retrieve: {
    summary: 'answer questions of a file by passages of another',
    load: () => import('./commands/retrieve.ts'),
  },
  recommend: { summary: 'what each customer of a file may buy next', load: () => import('./commands/recommend.ts') },
  vectors: { summary: 'run files of expected loan figures', load: () => import('./commands/vectors.ts') },
  events: { summary: 'list and replay events that could not be handled', load: () => import('./commands/events.ts') },
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) {
  try {
    await (await command.load()).run(args);
  } catch (error) {
    console.error(error instanceof Error && !args.includes('--trace') ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
} else {
  const isAsked = name === 'help' || name === '--help';
  if (!isAsked) console.error(`There is no command "${name}".\n`);
  console.log(
    `lumbung COMMAND [--help]\n\n${Object.entries(COMMANDS)
      .map(([key, { summary }]) => `  ${key.padEnd(10)}${summary}`)
      .join('\n')}`,
  );
  process.exitCode = isAsked ? 0 : 2;
}
