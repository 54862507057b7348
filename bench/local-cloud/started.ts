import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';

const root = resolve(import.meta.dirname, '../..');
const Endpoints = z.object({ control: z.string(), aws: z.record(z.string(), z.string()) });
const State = z.object({ functions: z.record(z.string(), z.unknown()) });

/** `npm start` as a process of its own on free ports. */
export type Started = {
  secondsToReady: number;
  endpoints: z.infer<typeof Endpoints>;
  /** Starts one instance of every function; how many there are. */
  warm(): Promise<number>;
  /** Resident memory of the process and all it has started, MB. */
  residentMb(): number;
  stop(): Promise<void>;
};

/** Starts on `dataDir` and waits for the line that says it is ready. */
export async function start(dataDir: string): Promise<Started> {
  const begun = performance.now();
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'local/start.ts'), '--data', dataDir];
  const env = { ...process.env, PORT: '0' };
  // Functions complain about the empty events that warm them.
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] });
  let isReady = false;
  for await (const line of createInterface(child.stdout)) {
    isReady = line.startsWith('Ready');
    if (isReady) break;
  }
  if (!isReady) throw new Error('npm start ended before it was ready');
  const secondsToReady = (performance.now() - begun) / 1000;
  child.stdout.resume();
  const endpoints = Endpoints.parse(JSON.parse(readFileSync(join(dataDir, 'endpoints.json'), 'utf8')));
  return {
    secondsToReady,
    endpoints,
    async warm() {
      const { functions } = State.parse(await (await fetch(`${endpoints.control}/state`)).json());
      for (const name of Object.keys(functions))
        await fetch(`${endpoints.control}/functions/${name}/invoke`, { method: 'POST', body: '{"Records":[]}' });
      return Object.keys(functions).length;
    },
    residentMb: () => residentMb(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

function residentMb(parent: number): number {
  const rows = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const family = (pid: number): number =>
    rows.reduce((sum, [id, owner, kb = 0]) => {
      if (id === pid) return sum + kb;
      return owner === pid && id !== undefined ? sum + family(id) : sum;
    }, 0);
  return family(parent) / 1024;
}
