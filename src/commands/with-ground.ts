import { environment, readConfig } from '../config.ts';
import { type Ground, prepareGround } from '../server.ts';

/** Runs a command on a prepared house: database up and migrated, events carried, no HTTP. */
export async function withGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  const env = environment();
  const ground = await prepareGround(await readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL ?? 'error' }));
  try {
    await ground.house.start({ hasJobs: false });
    await work(ground);
    await ground.house.drainEvents();
  } finally {
    await ground.close();
  }
}
