import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readAssembly, type Templates, watchAssembly } from './assembly.ts';
import { type Cloud, type CloudOptions, startCloud } from './cloud.ts';

export type Reloading = CloudOptions & { assembly: string; dataDir: string; port: number; say(line: string): void };

/**
 * Follows the assembly of a running cloud: when its templates change, the cloud comes up again with them, on the same
 * port and the same data. A template that is refused leaves the old one running. Returns the way to stop both.
 */
export function reloadOnChange(first: Cloud, options: Reloading): { stop(): Promise<void> } {
  const { assembly, say } = options;
  let cloud: Cloud | undefined = first;
  let running: Templates = readAssembly(assembly);
  let work = Promise.resolve();
  let isStopping = false;

  const restart = async (next: Templates) => {
    const before = cloud;
    cloud = undefined;
    await before?.stop();
    // What was there before fits the data; `--fresh` was meant for the first start.
    const start = async (templates: Templates) => {
      cloud = await startCloud({ ...options, fresh: false, templates });
      cloud.announce(cloud.endpoints.logins);
      running = templates;
      return cloud;
    };
    try {
      const { endpoints } = await start(next);
      say(`The changed template is running: ${endpoints.web}`);
    } catch (error) {
      refuse(error);
      await start(running);
    }
  };
  const refuse = (error: unknown) =>
    say(`The changed template is refused, the old one runs on: ${error instanceof Error ? error.message : error}`);
  const reload = async () => {
    if (isStopping) return;
    try {
      const next = readAssembly(assembly);
      if (cloud !== undefined && isDeepStrictEqual(next, running)) return;
      await rehearse(options, next);
      await restart(next);
    } catch (error) {
      refuse(error);
    }
  };

  const unwatch = watchAssembly(assembly, () => {
    work = work.then(reload);
  });
  return {
    async stop() {
      isStopping = true;
      unwatch();
      await work;
      await cloud?.stop();
    },
  };
}

/** Starts the templates once beside the running cloud, with nothing in it, so that a bad one is noticed before. */
async function rehearse(options: Reloading, templates: Templates): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ksa-rehearsal-'));
  try {
    const cloud = await startCloud({
      ...options,
      ...{ dataDir, port: 0, fresh: false, templates, usageDir: undefined, say: () => {} },
    });
    await cloud.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
