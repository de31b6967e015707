/** What a server under measurement says about itself, counted from its start. */
export type Usage = { cpuMs: number; rssMb: number; heapMb: number; roundTrips: number; statements: number };
