import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '#cloud/run/start-error.ts';

export type StartOptions = { port: number; dataDir: string; fresh: boolean; watch: boolean };

const usualPort = 3000;
/** The other servers take the ports after it. */
const lastPort = 65_000;

/**
 * What `npm start` is asked for: `PORT`, `--fresh`, `--watch`, `--data <folder>`. Each port has a data folder of its
 * own, so that two instances run side by side: `.local` for the usual port, `.local-4000` for PORT=4000.
 */
export function startOptions(root: string, args: string[], portVariable: string | undefined): StartOptions {
  const text = portVariable ?? String(usualPort);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > lastPort)
    throw new StartError(
      `\u200fقيمة PORT ليست رقم منفذ صالحاً: اختر رقماً من 1 إلى ${lastPort}.`,
      `PORT=${text} is not a port number: choose one from 1 to ${lastPort}.`,
    );
  const { fresh = false, watch = false, data } = read(args);
  const folder = data ?? (port === usualPort ? '.local' : `.local-${port}`);
  return { port, fresh, watch, dataDir: data === undefined ? join(root, folder) : resolve(folder) };
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: { fresh: { type: 'boolean' }, watch: { type: 'boolean' }, data: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new StartError(
      'الخيارات المعروفة: \u200e--fresh\u200e و \u200e--watch\u200e و \u200e--data <مجلد>\u200e.',
      `${error instanceof Error ? error.message : error} Known options: --fresh, --watch, --data <folder>.`,
      error,
    );
  }
}
