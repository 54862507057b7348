/**
 * One way to break the outside world. `operation` is a sandbox's own name for a call, or `*`.
 * `reset` drops the connection before or after the call took effect. `status`, `headers` and `body` replace the
 * answer; `delayMs` (real time) holds it back. These happen instead of the effect unless `when` is `after`.
 */
export type Fault = {
  operation: string;
  /** How many calls it meets. @default 1 */
  times?: number;
  status?: number;
  /** AWS services only: name of the error, or `throttle` for the service's own word for it. */
  error?: string;
  delayMs?: number;
  reset?: 'before' | 'after';
  /** @default 'before' */
  when?: 'before' | 'after';
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
};

/** The open faults of one sandbox: kept in memory, because a restart of the world mends it. */
export function createFaults(operations: readonly string[]) {
  const open: (Fault & { times: number })[] = [];
  return {
    add(faults: Fault | readonly Fault[]) {
      for (const fault of [faults].flat()) {
        if (fault.operation !== '*' && !operations.includes(fault.operation))
          throw new Error(`There is no operation "${fault.operation}", only * and ${operations.join(', ')}`);
        open.push({ ...fault, times: fault.times ?? 1 });
      }
    },
    clear: () => void open.splice(0),
    list: (): readonly Fault[] => open,
    /** Uses up one turn of the oldest fault for `operation`. */
    take(operation: string): Fault | undefined {
      const at = open.findIndex((fault) => fault.operation === operation || fault.operation === '*');
      const fault = open[at];
      if (fault === undefined) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) open.splice(at, 1);
      return fault;
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;

/** Whether a fault answers instead of the sandbox itself. */
export const replacesAnswer = ({ status, headers, body }: Fault): boolean =>
  status !== undefined || headers !== undefined || body !== undefined;
