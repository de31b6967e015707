import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { prepareGround } from '../server.ts';

/** Brings the database up to date and ends. Safe to run beside running processes: an advisory lock queues them up. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' } } });
  if (values.help) return console.log('lumbung migrate: runs the migrations of all modules that have not run yet.');
  const ground = await prepareGround(await readConfig(), (text) => console.log(text));
  await ground.close();
  console.log('The database is up to date.');
}
