/** What a function's thread is started with. */
export type Setup = {
  bundle: string;
  exportName: string;
  functionName: string;
  functionArn: string;
  /** `<function>.<number>`: names this one thread in the header of its outgoing calls. */
  instance: string;
  memoryMb: number;
  /** One signed 64-bit number: how many milliseconds the local clock is ahead of real time. */
  shift: SharedArrayBuffer;
  /** Packages that are taken from this project's own installation, whatever the bundle's folder holds. */
  nativePackages: string[];
  /** URL of a file of this project. */
  project: string;
};

/** One event for the thread. `event` is JSON text; `deadline` is real time in epoch milliseconds. */
export type Invocation = { id: number; requestId: string; event: string; deadline: number };

export type Failure = { errorType: string; errorMessage: string; trace: string };
export type Reply =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; result: string }
  | ({ kind: 'failed'; id: number } & Failure);

/** How an invocation ended, as Lambda tells its caller. */
export type Outcome = { ok: true; result: unknown } | ({ ok: false } & Failure);
