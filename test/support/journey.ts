import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { buildAll } from '#local/build.ts';
import { type Cloud, type CloudOptions, startCloud } from '#local/run/cloud.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { joined, type Person } from './journey-person.ts';

export const LedgerRow = z.object({
  at: z.number(),
  account: z.string(),
  operation: z.string(),
  id: z.string(),
  request: z.record(z.string(), z.string()),
});
const Mails = z.object({
  emails: z.array(z.object({ subject: z.string(), text: z.optional(z.string()), html: z.optional(z.string()) })),
});
const State = z.object({
  clock: z.object({ now: z.number() }),
  queues: z.array(z.looseObject({ name: z.string(), depth: z.number(), inFlight: z.number() })),
  schedules: z.array(z.looseObject({ name: z.string() })),
  functions: z.record(z.string(), z.object({ invocations: z.number(), failures: z.number(), coldStarts: z.number() })),
  faults: z.record(z.string(), z.array(z.looseObject({ operation: z.string(), times: z.number() }))),
  kills: z.array(z.looseObject({ times: z.number() })),
  denials: z.array(z.object({ function: z.string(), action: z.string(), resource: z.string() })),
});

export type Journey = Awaited<ReturnType<typeof startJourney>>;

/**
 * The synthesised application on free ports with a data folder of its own, and the control endpoints as functions.
 * Call it in `beforeAll`, and `close` in `afterAll`.
 */
export async function startJourney(options: CloudOptions = {}) {
  await buildAll(() => {});
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ksa-journey-'));
  const said: string[] = [];
  const start = (more: CloudOptions = {}) =>
    startCloud({
      port: 0,
      dataDir,
      // `npm run iam-report` compares what the journeys used with what was granted.
      usageDir: process.env.KSA_IAM_USAGE,
      say: (line) => void said.push(line),
      ...options,
      ...more,
    });
  let cloud: Cloud = await start();
  let isRunning = true;
  const ask = async (method: 'GET' | 'POST' | 'DELETE', address: string, body?: object): Promise<unknown> => {
    const headers = { connection: 'close', 'content-type': 'application/json' };
    const answer = await fetch(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const order = (path: string, body: object) => ask('POST', `${cloud.endpoints.control}${path}`, body);
  const read = async <S extends z.ZodMiniType>(schema: S, path: string) =>
    z.parse(schema, await ask('GET', `${cloud.endpoints.control}${path}`));
  const stop = async () => {
    if (isRunning) await cloud.stop();
    isRunning = false;
  };

  return {
    dataDir,
    /** What the local cloud would have written to the console. */
    said,
    endpoints: () => cloud.endpoints,
    clock: () => cloud.clock,
    settle: () => cloud.settle(),
    state: () => read(State, '/state'),
    order,
    advance: (duration: string) => order('/clock', { advance: duration }),
    break: (fault: object) => order('/faults/instagram', fault),
    mend: () => ask('DELETE', `${cloud.endpoints.control}/faults`),
    /** Every call that Instagram accepted, in order. */
    ledger: () => read(z.array(LedgerRow), '/ledger/instagram'),
    /** What became visible on Instagram: the captions, in order. */
    async published(): Promise<string[]> {
      const rows = await read(z.array(LedgerRow), '/ledger/instagram');
      const containers = new Map(
        rows.filter(({ operation }) => operation === 'create_container').map((row) => [row.id, row.request.caption]),
      );
      return rows
        .filter(({ operation }) => operation === 'media_publish')
        .map(({ request }) => containers.get(request.creation_id ?? '') ?? 'a container nobody made');
    },
    /** What somebody has in their mailbox, newest first. */
    mails: async (to: string) =>
      z.parse(Mails, await ask('GET', `${cloud.endpoints.mail}/store?to=${encodeURIComponent(to)}`)).emails,
    /** Turns a switch of Instagram's stand-in: `/settings` or `/accounts/{id}`. */
    turn: (path: string, body: object) => ask('POST', `${cloud.endpoints.sandbox.instagram}${path}`, body),
    /** The wall clock of Kuwait in so many minutes. */
    inMinutes: (minutes: number) => toWallTime(cloud.clock.now() + minutes * 60_000),
    /** The platform's first owner, who is staff. */
    owner: () => ownerOf(cloud, order),
    /** A new business with this manager, opened by the platform's owner; its people know each other by mail. */
    async openBusiness(email: string): Promise<Person> {
      const owner = await ownerOf(cloud, order);
      await owner.api.clients.create({
        body: {
          name: 'مقهى المباركية',
          nameEn: 'Mubarakiya Café',
          manager: { email, name: 'فاطمة العنزي', language: 'ar' },
        },
      });
      return joined(cloud.endpoints, email);
    },
    stop,
    /** Starts on the same folder again. */
    async restart(more: CloudOptions = {}) {
      cloud = await start(more);
      isRunning = true;
    },
    async close() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

const owners = new WeakMap<Cloud, Promise<Person>>();
const Invoked = z.object({ ok: z.boolean(), errorMessage: z.optional(z.string()) });

/** The platform's first owner, invited by hand as after a deployment. */
function ownerOf(cloud: Cloud, order: (path: string, body: object) => Promise<unknown>): Promise<Person> {
  const invite = async () => {
    const email = 'owner@example.com';
    const outcome = Invoked.parse(
      await order('/functions/auth-first-owner/invoke', { email, name: 'نورة الصباح', language: 'ar' }),
    );
    if (!outcome.ok) throw new Error(`The owner could not be invited: ${outcome.errorMessage}`);
    return joined(cloud.endpoints, email);
  };
  const known = owners.get(cloud) ?? invite();
  owners.set(cloud, known);
  return known;
}
