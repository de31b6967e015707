import { SingleBar } from 'cli-progress';

export type ProgressBar = { update: (done: number, total: number, what: string) => void; stop: () => void };

/** Bytes that are done: a bar on a terminal, a plain line per tenth anywhere else. */
export function byteProgress(verb: string, isTerminal: boolean): ProgressBar {
  return isTerminal ? barOf(verb) : linesOf(verb);
}

function barOf(verb: string): ProgressBar {
  const format = `${verb} {bar} {percentage}% | {megabytes} MB | {eta_formatted} left | {what}`;
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true });
  let isStarted = false;
  return {
    update: (done, total, what) => {
      const payload = { what, megabytes: (done / 1e6).toFixed(1) };
      if (isStarted) return bar.update(done, payload);
      bar.start(Math.max(total, 1), done, payload);
      isStarted = true;
    },
    stop: () => isStarted && bar.stop(),
  };
}

function linesOf(verb: string): ProgressBar {
  let told = -1;
  return {
    update: (done, total) => {
      const tenth = Math.floor((done / Math.max(total, 1)) * 10);
      if (tenth <= told) return;
      told = tenth;
      console.error(`${verb}: ${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`);
    },
    stop: () => {},
  };
}
