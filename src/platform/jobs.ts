import { PgBoss } from 'pg-boss';
import { systemCall } from './call.ts';
import { newUuid } from './ids.ts';
import type { Log } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Enqueue, Job } from './module.ts';

const ZONE = 'Asia/Jakarta';
const RETRY = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 };

export type Jobs = { enqueue: Enqueue; start(jobs: readonly Job[]): Promise<void>; stop(): Promise<void> };

/**
 * Queued and scheduled work. Cron and queues are pg-boss's (one run at a time per name across all processes, retries
 * with back-off, dead letters in `jobs_dead`); `everySeconds` is a local loop in every process that runs the module, for
 * sweeps that take their rows with `skip locked`.
 */
export function createJobs(deps: { url: string; log: Log; runsQueues: boolean }): Jobs {
  const { log } = deps;
  const loops: Loop[] = [];
  let boss: PgBoss | undefined;
  let starting: Promise<PgBoss> | undefined;

  async function startBoss(): Promise<PgBoss> {
    const made = new PgBoss({
      connectionString: deps.url,
      max: 3,
      application_name: 'lumbung-jobs',
      schema: 'jobs',
      useListenNotify: true,
    });
    made.on('error', (error) => log.warn({ err: error }, 'job queue will try again'));
    await made.start();
    boss = made;
    return made;
  }
  function bossReady(): Promise<PgBoss> {
    starting ??= startBoss();
    return starting;
  }

  async function serve(made: PgBoss, job: Job): Promise<void> {
    await made.work<object>(
      job.name,
      { batchSize: 1, pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 30 },
      async (items) => {
        for (const item of items) await job.run(systemCall(job.name, newUuid(), item.id), item.data);
      },
    );
  }

  return {
    enqueue: async (name, data, options = {}) => {
      const made = await bossReady();
      await made.send(name, data, {
        ...(options.singletonKey ? { singletonKey: options.singletonKey } : {}),
        ...(options.startAfter ? { startAfter: options.startAfter } : {}),
      });
    },
    start: async (jobs) => {
      for (const job of jobs) {
        const schedule = job.schedule;
        if (!schedule || !('everySeconds' in schedule)) continue;
        const step = async (): Promise<'nothing'> => {
          await job.run(systemCall(job.name, newUuid()), null);
          return 'nothing';
        };
        loops.push(
          startLoop(step, { pollMs: schedule.everySeconds * 1_000, gatherMs: 0 }, (error) =>
            log.warn({ err: error, job: job.name }, 'job will try again'),
          ),
        );
      }
      const queued = jobs.filter((job) => !job.schedule || 'cron' in job.schedule);
      if (queued.length === 0 || !deps.runsQueues) return;
      const made = await bossReady();
      await made.createQueue('jobs_dead');
      for (const job of queued) {
        await made.createQueue(job.name, { ...RETRY, policy: 'standard', notify: true, deadLetter: 'jobs_dead' });
        if (job.schedule && 'cron' in job.schedule) await made.schedule(job.name, job.schedule.cron, {}, { tz: ZONE });
        await serve(made, job);
      }
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      await boss?.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
