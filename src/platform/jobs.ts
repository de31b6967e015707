import type { PgBoss } from 'pg-boss';
import { systemCall } from './call.ts';
import { newUuid } from './ids.ts';
import type { Log } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Enqueue, Job } from './module.ts';
import { tracedFrom, traceHeaders } from './telemetry.ts';

const ZONE = 'Asia/Jakarta';
const RETRY = { retryLimit: 8, retryDelay: 2, retryBackoff: true, retryDelayMax: 600 };
const DEAD = 'jobs_dead';
const STOP_MS = 10_000;

/**
 * Queued and scheduled work. Cron and queues are pg-boss's (one run at a time per name across all processes, retries
 * with back-off, dead letters in `jobs_dead`); `everySeconds` is a local loop in every process that runs the module, for
 * sweeps that take their rows with `skip locked`.
 */
export class Jobs {
  private readonly url: string;
  private readonly log: Log;
  private readonly loops: Loop[] = [];
  private starting: Promise<PgBoss> | undefined;
  private serving: Promise<void> | undefined;

  constructor(deps: { url: string; log: Log }) {
    this.url = deps.url;
    this.log = deps.log;
  }

  /** Puts work into the queue of a job. */
  readonly enqueue: Enqueue = async (name, data, options = {}) => {
    // A queue must be there before work is put into it; right after the start it may not be yet.
    await this.serving;
    const boss = await this.boss();
    const { singletonKey, startAfter } = options;
    await boss.send(
      name,
      { ...data, ...traceHeaders() },
      { ...(singletonKey ? { singletonKey } : {}), ...(startAfter ? { startAfter } : {}) },
    );
  };

  /** Begins the loops at once and the queue beside them: nobody waits for it at start-up. */
  async start(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) if (job.schedule && 'everySeconds' in job.schedule) this.loops.push(this.loopOf(job));
    const queued = jobs.filter((job) => !job.schedule || 'cron' in job.schedule);
    if (queued.length === 0) return;
    this.serving = this.serve(queued).catch((error: unknown) =>
      this.log.error({ err: error }, 'the job queue did not start'),
    );
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
    const boss = await this.starting?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: STOP_MS });
  }

  private boss(): Promise<PgBoss> {
    this.starting ??= this.startBoss();
    return this.starting;
  }

  private async startBoss(): Promise<PgBoss> {
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({
      connectionString: this.url,
      max: 3,
      application_name: 'lumbung-jobs',
      schema: 'jobs',
      useListenNotify: true,
    });
    boss.on('error', (error) => this.log.warn({ err: error }, 'job queue will try again'));
    await boss.start();
    return boss;
  }

  private async serve(jobs: readonly Job[]): Promise<void> {
    const boss = await this.boss();
    await boss.createQueue(DEAD);
    for (const job of jobs) {
      await boss.createQueue(job.name, { ...RETRY, policy: 'standard', notify: true, deadLetter: DEAD });
      if (job.schedule && 'cron' in job.schedule) await boss.schedule(job.name, job.schedule.cron, {}, { tz: ZONE });
      await boss.work<object>(
        job.name,
        { batchSize: 1, pollingIntervalSeconds: 5, notifyPollingIntervalSeconds: 30 },
        async (items) => {
          for (const item of items) await runJob(job, item);
        },
      );
    }
  }

  private loopOf(job: Job): Loop {
    const seconds = job.schedule && 'everySeconds' in job.schedule ? job.schedule.everySeconds : 60;
    const step = async (): Promise<'nothing'> => {
      await job.run(systemCall(job.name, newUuid()), null);
      return 'nothing';
    };
    const warn = (error: unknown): void => this.log.warn({ err: error, job: job.name }, 'job will try again');
    return startLoop(step, { pollMs: seconds * 1_000, gatherMs: 0 }, warn);
  }
}

/** Who put work into the queue left the mark of his trace in its data; the job does not see it. */
function runJob(
  job: Job,
  item: { id: string; data: object & { traceparent?: string; tracestate?: string } },
): Promise<void> {
  const { traceparent, tracestate: _state, ...data } = item.data ?? {};
  const attributes = { 'lumbung.job_id': item.id };
  return tracedFrom(traceparent ? { traceparent } : {}, { name: `job ${job.name}`, attributes }, () =>
    job.run(systemCall(job.name, newUuid(), item.id), data),
  );
}
