const RealDate = globalThis.Date;
let offset = 0;

/** Moves the time that everything in this test process sees, local services included. */
export const shiftTime = (ms: number): void => {
  offset += ms;
};

/**
 * Lets tests move time: `Date` in this process runs with real time plus what `shiftTime` added, as it does in a
 * function of the local cloud.
 */
export function installShiftedDate(): () => void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [RealDate.now() + offset] : args, newTarget),
    get: (target, name, receiver) =>
      name === 'now' ? () => RealDate.now() + offset : Reflect.get(target, name, receiver),
  });
  return () => {
    globalThis.Date = RealDate;
  };
}
