/**
 * How a language model can fail. `unavailable`: no connection, 5xx, or left alone after a row of faults. `over-quota`: 429.
 * `slow`: it took longer than allowed. `garbage`: the answer is not what was agreed. `refused`: 4xx, a fault of ours.
 */
export type ModelFaultKind = 'unavailable' | 'over-quota' | 'slow' | 'garbage' | 'refused';

export class ModelFault extends Error {
  readonly kind: ModelFaultKind;
  /** What a 429 asks for. */
  readonly retryAfterMs: number | null;
  constructor(kind: ModelFaultKind, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'ModelFault';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
