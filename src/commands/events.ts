import { parseArgs } from 'node:util';
import { listDeadLetters } from '../platform/inbox-queries.ts';
import { withGround } from './with-ground.ts';

const HELP = `lumbung events                  lists events that were given up, by module
lumbung events --replay MODULE  gives those of a module a new life (all of them)`;
const LIMIT = 100;

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean' }, replay: { type: 'string' } } });
  if (values.help) return console.log(HELP);
  await withGround(async ({ house }) => {
    if (values.replay) {
      const inbox = house.inboxes.find((candidate) => candidate.module === values.replay);
      if (!inbox) throw new Error(`No module "${values.replay}" hears events`);
      console.log(`${await inbox.replay(null)} events will be tried again.`);
      return;
    }
    let count = 0;
    for (const { module } of house.inboxes) {
      for (const letter of await listDeadLetters(house.databaseOf(module), module, LIMIT)) {
        count++;
        console.log(
          `${module}  ${letter.eventType}  ${letter.aggregateId}  after ${letter.attempts} attempts: ${letter.lastError ?? ''}`,
        );
      }
    }
    console.log(
      count === 0
        ? 'No event has been given up.'
        : `\n${count} events. Try again with: npm run lumbung -- events --replay MODULE`,
    );
  });
}
