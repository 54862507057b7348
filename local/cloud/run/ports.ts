/** Starts a server on `port`, or on a free one when that is taken: only the front door insists on its port. */
export async function onPort<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    if (port !== 0 && error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE') return start(0);
    throw error;
  }
}
