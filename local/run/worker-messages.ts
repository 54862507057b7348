import * as z from 'zod/mini';

/** What a function's thread is started with. */
export const Setup = z.object({
  bundle: z.string(),
  exportName: z.string(),
  functionName: z.string(),
  functionArn: z.string(),
  /** `<function>.<number>`: names this one thread in the header of its outgoing calls. */
  instance: z.string(),
  memoryMb: z.number(),
  /** One signed 64-bit number: how many milliseconds the local clock is ahead of real time. */
  shift: z.instanceof(SharedArrayBuffer),
  nativePackages: z.array(z.string()),
});
export type Setup = z.infer<typeof Setup>;

/** One event for the thread. `event` is JSON text; `deadline` is real time in epoch milliseconds. */
export const Invocation = z.object({ id: z.number(), requestId: z.string(), event: z.string(), deadline: z.number() });
export type Invocation = z.infer<typeof Invocation>;

export const Reply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('done'), id: z.number(), result: z.string() }),
  z.object({
    kind: z.literal('failed'),
    id: z.number(),
    errorType: z.string(),
    errorMessage: z.string(),
    trace: z.string(),
  }),
]);
export type Reply = z.infer<typeof Reply>;

/** How an invocation ended, as Lambda tells its caller. */
export type Outcome =
  | { ok: true; result: unknown }
  | { ok: false; errorType: string; errorMessage: string; trace: string };
