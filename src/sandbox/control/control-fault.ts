/** A control call that cannot be done, with the status of its answer. */
export class ControlFault extends Error {
  readonly status: number;
  constructor(status: number, sentence: string) {
    super(sentence);
    this.name = 'ControlFault';
    this.status = status;
  }
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new ControlFault(404, `${what} not found`);
  return value;
}
