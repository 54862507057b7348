import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { envNames, hostVariable } from '#runtime/env-names.ts';
import { permalinkOf, type Seen } from './drain/platform.ts';
import type { Drained } from './drain/worker.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

/** Messages that are worked on at the same time, and how long the platform takes for each call. */
const AT_ONCE = 100;
const LATENCY_MS = 500;
/** The irreversible call, and the one for the public address. */
const CALLS_PER_TARGET = 2;
const TARGETS = 10_000;

/**
 * P6: as many due targets, prepared ahead of their minute, through the real worker; how near it comes to what the
 * platform's latency allows, and what it costs. Worker, table and platform are processes of their own.
 */
export async function drain(root: string, count = TARGETS): Promise<Figure[]> {
  const script = (name: string) => join(root, 'bench/drain', `${name}.ts`);
  const platform = start(script('platform'), [LATENCY_MS, AT_ONCE]);
  const services = start(script('services'), []);
  const children = [platform, services];
  try {
    const [{ url }, { dynamodb, kms }] = await Promise.all([
      heard<{ url: string }>(platform),
      heard<{ dynamodb: string; kms: string }>(services),
    ]);
    const worker = start(script('worker'), [count, AT_ONCE], {
      [hostVariable('instagram', 'graph')]: url,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
      AWS_ENDPOINT_URL_KMS: kms,
    });
    children.push(worker);
    await heard(worker);
    const before = await asked<number>(services);
    worker.send('go');
    const drained = await heard<Drained>(worker);
    const tableCpuMs = (await asked<number>(services)) - before;
    return figuresOf(count, { ...drained, tableCpuMs }, await asked<Seen>(platform));
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
  }
}

/** What the platform has and what the table says of it, each target one by one. */
export function compared(count: number, { rows }: Pick<Drained, 'rows'>, { published }: Pick<Seen, 'published'>) {
  const ids = Object.values(published);
  const kept = Object.entries(rows).filter(([container, { state, externalId = '', permalink }]) => {
    const [first] = published[container] ?? [];
    return state === 'published' && externalId === first && permalink === permalinkOf(externalId);
  });
  return { lost: count - kept.length, duplicates: ids.reduce((sum, { length }) => sum + length - 1, 0) };
}

function figuresOf(count: number, drained: Drained & { tableCpuMs: number }, seen: Seen): Figure[] {
  const { elapsedMs, cpuMs, tableCpuMs, tableCalls, cancelled, failed } = drained;
  const { lost, duplicates } = compared(count, drained, seen);
  const seconds = rounded(elapsedMs / 1000, 1);
  const leastMs = (count * CALLS_PER_TARGET * LATENCY_MS) / AT_ONCE;
  const title = `${count.toLocaleString('en')} prepared targets`;
  const share = (ms: number) => `${rounded((ms / elapsedMs) * 100, 0)} %`;
  const named = (what: string) => ({ id: 'P6', what: `${title}: ${what}` });
  const none = (what: string, figure: number, spread?: string) =>
    judged({ ...named(what), figure, unit: '', target: 0, ...(spread === undefined ? {} : { spread }) });
  const calls = Object.entries(tableCalls).map(([name, times]) => `${times} ${name.replace(/Command$/, '')}`);
  return [
    judged({
      ...named('efficiency'),
      figure: rounded(leastMs / elapsedMs, 3),
      unit: '',
      target: 0.85,
      isAtLeast: true,
      spread: `${seconds} s for what takes ${rounded(leastMs / 1000, 1)} s at least`,
    }),
    judged({
      ...named('CPU of the worker'),
      figure: rounded(cpuMs / count),
      unit: 'ms per target',
      target: 5,
      spread: `${share(cpuMs)} of one core; the laptop's table took ${share(tableCpuMs)}`,
    }),
    none('lost', lost, `${failed} messages failed`),
    none('published twice', duplicates),
    none('transactions cancelled', cancelled, calls.join(', ')),
    none(`calls beyond ${AT_ONCE} in flight`, seen.overCap, `${seen.mostInFlight} at most`),
    none('calls that the platform refused', seen.refused),
    context({ ...named('calls of the platform'), figure: seen.calls, unit: '' }),
  ];
}

function start(script: string, args: readonly number[], env: Record<string, string> = {}): ChildProcess {
  return fork(script, args.map(String), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...Object.fromEntries(Object.values(envNames).map((name) => [name, 'https://bench.example.com'])),
      [envNames.table]: 'ksa-bench',
      [envNames.tokenKey]: 'token-key',
      [envNames.stage]: 'bench',
      AWS_REGION: 'me-south-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      // Port 9 answers nobody: what was not started here must not be looked for anywhere else.
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      ...env,
    },
  });
}

function asked<T>(child: ChildProcess): Promise<T> {
  child.send('tell');
  return heard<T>(child);
}

/** The next message of a process of ours, which is why its shape is believed. Fails when it ends without one. */
async function heard<T>(child: ChildProcess): Promise<T> {
  const ended = new AbortController();
  const [message] = await Promise.race([
    once(child, 'message', { signal: ended.signal }),
    once(child, 'close', { signal: ended.signal }).then(([code]) => {
      throw new Error(`A process of the drain ended with code ${code}`);
    }),
  ]).finally(() => ended.abort());
  return message;
}
