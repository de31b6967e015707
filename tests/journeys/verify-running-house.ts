import { environment, readConfig } from '../../src/config.ts';
import { prepareGround } from '../../src/server.ts';
import { verifyHouse } from '../../src/verify.ts';
import { MASTER_KEY } from './market.ts';
import type { RunningHouse } from './running-house.ts';

const SETTLE_MS = 6_000;

/** What `lumbung verify` says of the database of a running house: problems only. */
export async function verifyRunningHouse(house: Pick<RunningHouse, 'databaseUrl' | 'dataDir'>): Promise<string[]> {
  // Instructions younger than five seconds are not looked at: let the last ones come of age.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
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
    const findings = await verifyHouse(ground.house, ground.app);
    return findings.flatMap((finding) => finding.problems.map((problem) => `${finding.what}: ${problem}`));
  } finally {
    await ground.close();
  }
}
