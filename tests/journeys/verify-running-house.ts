import { environment, readConfig } from '../../src/config.ts';
import { prepareGround } from '../../src/server.ts';
import { verifyHouse } from '../../src/verify.ts';
import { MASTER_KEY } from './market.ts';
import { untilQuiet } from './quiet-house.ts';
import type { RunningHouse } from './running-house.ts';

/** Nothing is on its way any more, so nothing is too young; below zero because two clocks are compared. */
const NO_GRACE_SECONDS = -60;

/** What `lumbung verify` says of the database of a running house once all is quiet, and what was given up: problems only. */
export async function verifyRunningHouse(house: Pick<RunningHouse, 'databaseUrl' | 'dataDir'>): Promise<string[]> {
  const givenUp = await untilQuiet(house.databaseUrl);
  const ground = await prepareGround(
    await readConfig(
      environment({
        DATABASE_URL: house.databaseUrl,
        LUMBUNG_DATA: house.dataDir,
        LUMBUNG_MASTER_KEY: MASTER_KEY,
        SANDBOX: 'off',
        LOG_LEVEL: 'error',
      }),
    ),
  );
  try {
    const findings = await verifyHouse(ground.house, ground.app, () => {}, NO_GRACE_SECONDS);
    return [...givenUp, ...findings.flatMap(({ what, problems }) => problems.map((problem) => `${what}: ${problem}`))];
  } finally {
    await ground.close();
  }
}
