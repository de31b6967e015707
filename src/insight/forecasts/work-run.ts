import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { forecastsContract, type Run } from './contract.ts';
import { addDays } from './days.ts';
import { deleteVersion, insertForecasts } from './forecast-queries.ts';
import { EVERYBODY, type ForecastsDeps } from './forecasts-deps.ts';
import { gatherStore } from './gather-store.ts';
import { toRun } from './read-runs.ts';
import type { FinishQuestion } from './reckon/finish-store.ts';
import { type Prepared, prepareStore } from './reckon/prepare-store.ts';
import type { ForecastRecord } from './reckon/records.ts';
import type { StoreQuestion } from './reckon/store-question.ts';
import { reckonPrices } from './reckon-prices.ts';
import { findRun, finishRun, publish, type RunRow, startRun, updateProgress } from './run-queries.ts';

const SAVED_AT_ONCE = 400;
/** How often progress is written, in series. */
const TOLD_EVERY = 200;

export type Outcome = { endOn: string; records: ForecastRecord[]; leftOut: number; notes: string[] };

/** Works off one run; one that is over is only shown. A failure is kept with the run, and the next night tries again. */
export async function workRun(deps: ForecastsDeps, call: Call, runId: string): Promise<Run> {
  const run = await startRun(deps.database, runId, deps.clock.now());
  if (run) {
    const started = performance.now();
    try {
      const outcome = await reckon(deps, call, run);
      await save(deps, call, run, { ...outcome, seconds: (performance.now() - started) / 1_000 });
    } catch (error) {
      deps.log.error({ err: error, runId }, 'a forecast run failed');
      await fail(deps, call, run);
    }
  }
  const after = await findRun(deps.database, runId, null);
  if (!after) throw refuse('forecasts.run-not-found');
  return toRun(after);
}

async function reckon(deps: ForecastsDeps, call: Call, run: RunRow): Promise<Outcome> {
  const tell = (done: number, total: number) => deps.database.run(updateProgress(run.id, { done, total }));
  return run.scope === EVERYBODY
    ? reckonPrices(deps, call, { horizon: run.horizon_days, tell })
    : reckonStore(deps, call, run, tell);
}

async function reckonStore(
  deps: ForecastsDeps,
  call: Call,
  run: RunRow,
  tell: (done: number, total: number) => Promise<unknown>,
): Promise<Outcome> {
  const { stores } = await deps.stores.storesByIds(call, { storeIds: [run.scope] });
  const [store] = stores;
  const question = store ? await gatherStore(deps, call, store, run.horizon_days) : null;
  if (!question) return { endOn: today(deps), records: [], leftOut: 0, notes: ['Belum ada data penjualan.'] };
  const prepared = prepareStore(question);
  const inputs = [...prepared.members, ...prepared.totals];
  await tell(0, inputs.length);
  let told = 0;
  let telling: Promise<unknown> = Promise.resolve();
  const fits = await deps.reckoner.fit(
    inputs.map(({ values, marks, period, horizon, context }) => ({ values, marks, period, horizon, context })),
    (done) => {
      if (done - told < TOLD_EVERY) return;
      told = done;
      // One after the other, and none of them may be lost on the way.
      telling = telling.then(() => tell(done, inputs.length));
    },
  );
  await telling;
  const border = prepared.members.length;
  const records = await deps.reckoner.finishStore({
    ...slimmed(question, prepared),
    fits: fits.slice(0, border),
    totalFits: fits.slice(border),
  });
  const silent = question.products.length - prepared.known.length - prepared.fresh.length;
  const notes = [
    ...(silent > 0 ? [`${silent} produk tidak terjual selama dua tahun terakhir.`] : []),
    ...(prepared.fresh.length > 0
      ? [`${prepared.fresh.length} produk masih baru; perkiraannya meminjam dari produk serupa.`]
      : []),
    ...(question.terms ? [] : ['Kalender tidak menjawab; perkiraan dibuat tanpa hari libur dan cuaca.']),
  ];
  return { endOn: question.endOn, records, leftOut: silent, notes };
}

/** Without the days of products that nobody reckons with any more: thousands of them would be copied into the thread for nothing. */
function slimmed(question: StoreQuestion, prepared: Prepared): Pick<FinishQuestion, 'question' | 'prepared'> {
  const needed = new Set(question.needs.map((need) => need.productId));
  const known = prepared.known.map((product) =>
    needed.has(product.productId) ? product : { ...product, quantities: [] },
  );
  const products = question.products.filter((product) => needed.has(product.productId));
  return {
    question: { ...question, products, store: null, terms: null },
    prepared: { ...prepared, known },
  };
}

const today = (deps: Pick<ForecastsDeps, 'clock'>): string => deps.clock.now().toISOString().slice(0, 10);

async function save(
  deps: ForecastsDeps,
  call: Call,
  run: RunRow,
  { endOn, records, leftOut, notes, seconds }: Outcome & { seconds: number },
): Promise<void> {
  const version = run.version ?? 1;
  const now = deps.clock.now();
  const frame = { scope: run.scope, version, madeAt: now, basedOn: endOn, startOn: addDays(endOn, 1) };
  await deps.database.run(deleteVersion(run.scope, version));
  for (let from = 0; from < records.length; from += SAVED_AT_ONCE) {
    const part = records.slice(from, from + SAVED_AT_ONCE).map((record) => ({ ...record, id: deps.newId() }));
    await deps.database.run(insertForecasts(frame, part));
  }
  await deps.database.inTx(async (tx) => {
    if (records.length > 0) publish(tx, run.scope, version);
    tx.write(finishRun(run.id, { status: 'done', total: records.length, leftOut, notes: notes.slice(0, 20), at: now }));
    appendEvent(tx, forecastsContract, 'forecast.run-completed', {
      call,
      aggregateId: run.id,
      payload: {
        runId: run.id,
        storeId: storeIdOf(run),
        version,
        reason: run.reason,
        series: records.length,
        seconds: Math.round(seconds * 100) / 100,
      },
    });
  });
}

async function fail(deps: ForecastsDeps, call: Call, run: RunRow): Promise<void> {
  const notes = ['Perhitungan gagal dan akan diulang malam nanti.'];
  await deps.database.inTx(async (tx) => {
    tx.write(finishRun(run.id, { status: 'failed', total: run.total, leftOut: 0, notes, at: deps.clock.now() }));
    appendEvent(tx, forecastsContract, 'forecast.run-failed', {
      call,
      aggregateId: run.id,
      payload: { runId: run.id, storeId: storeIdOf(run), reason: run.reason },
    });
  });
}

function storeIdOf(run: RunRow): string | null {
  return run.scope === EVERYBODY ? null : run.scope;
}
