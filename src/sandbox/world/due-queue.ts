import type { Clock } from '#platform/clock';

/** Longest nap in milliseconds: a clock that was moved by hand is noticed within this time. */
const LONGEST_NAP_MS = 500;

/** Things to do at a moment of the sandbox's clock: expiry, settlement, the next try of a webhook. */
export type DueQueue = {
  at(dueMs: number, run: () => void): void;
  /** Does now what is due, oldest first; answers how many. */
  runDue(): number;
  clear(): void;
  stop(): void;
};

type Task = { dueMs: number; order: number; run: () => void };

/** @param onFault receives what a task throws; the queue goes on */
export function createDueQueue(clock: Clock, onFault: (error: unknown) => void): DueQueue {
  const heap: Task[] = [];
  let order = 0;
  let timer: NodeJS.Timeout | undefined;
  let wakesAtMs = Number.POSITIVE_INFINITY;
  let isStopped = false;

  function runDue(): number {
    const nowMs = clock.now().getTime();
    let count = 0;
    while (heap[0] !== undefined && heap[0].dueMs <= nowMs) {
      const task = takeFirst(heap);
      count += 1;
      try {
        task?.run();
      } catch (error) {
        onFault(error);
      }
    }
    return count;
  }

  function sleep(): void {
    const first = heap[0];
    if (isStopped || first === undefined) return;
    const nowMs = clock.now().getTime();
    const wakeMs = Math.min(Math.max(first.dueMs, nowMs), nowMs + LONGEST_NAP_MS);
    if (timer !== undefined && wakesAtMs <= wakeMs) return;
    clearTimeout(timer);
    wakesAtMs = wakeMs;
    timer = setTimeout(() => {
      timer = undefined;
      runDue();
      sleep();
    }, wakeMs - nowMs);
    timer.unref();
  }

  return {
    at(dueMs, run) {
      order += 1;
      insert(heap, { dueMs, order, run });
      sleep();
    },
    runDue,
    clear: () => void heap.splice(0),
    stop() {
      isStopped = true;
      clearTimeout(timer);
      heap.splice(0);
    },
  };
}

/** A binary heap: tens of thousands of waiting expiries cost a handful of comparisons each. */
function insert(heap: Task[], task: Task): void {
  heap.push(task);
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isSooner(heap[at], heap[parent])) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function takeFirst(heap: Task[]): Task | undefined {
  swap(heap, 0, heap.length - 1);
  const first = heap.pop();
  for (let at = 0; ; ) {
    const left = 2 * at + 1;
    const least = isSooner(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isSooner(heap[least], heap[at])) return first;
    swap(heap, at, least);
    at = least;
  }
}

function isSooner(one: Task | undefined, other: Task | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order);
}

function swap(heap: Task[], one: number, other: number): void {
  const first = heap[one];
  const second = heap[other];
  if (first === undefined || second === undefined) return;
  heap[one] = second;
  heap[other] = first;
}
