import * as z from 'zod/mini';
import type { PublicEndpoints } from '#cloud/run/public-endpoints.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { joined, type Person } from './journey-person.ts';

const LedgerRow = z.object({
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
const Time = z.object({ now: z.number() });

/** A running cloud as a journey meets it. */
export type Meeting = {
  endpoints(): PublicEndpoints;
  /** Epoch milliseconds of the cloud's clock. */
  now(): number;
  /** Hears the cloud's time when an order has moved it. */
  moved(now: number): void;
  /** The platform's first owner, who is staff. */
  owner(): Promise<Person>;
  /** What happened before is none of this journey's business (epoch milliseconds). */
  since: number;
};

/** The control endpoints of a cloud as functions, and the people who use it. */
export function journeyOrders({ endpoints, now, moved, owner, since }: Meeting) {
  const ask = async (method: 'GET' | 'POST' | 'DELETE', address: string, body?: object): Promise<unknown> => {
    const headers = { connection: 'close', 'content-type': 'application/json' };
    const answer = await fetch(address, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!answer.ok) throw new Error(`${method} ${address} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const order = async (path: string, body: object) => {
    const told = await ask('POST', `${endpoints().control}${path}`, body);
    if (path === '/clock') moved(Time.parse(told).now);
    return told;
  };
  const read = async <S extends z.ZodMiniType>(schema: S, path: string) =>
    z.parse(schema, await ask('GET', `${endpoints().control}${path}`));
  const ledger = async () => (await read(z.array(LedgerRow), '/ledger/instagram')).filter(({ at }) => at >= since);

  return {
    endpoints,
    now,
    owner,
    order,
    state: () => read(State, '/state'),
    advance: (duration: string) => order('/clock', { advance: duration }),
    break: (fault: object) => order('/faults/instagram', fault),
    mend: () => ask('DELETE', `${endpoints().control}/faults`),
    /** Every call that Instagram accepted, in order. */
    ledger,
    /** What became visible on Instagram: the captions, in order. */
    async published(): Promise<string[]> {
      const rows = await ledger();
      const containers = new Map(
        rows.filter(({ operation }) => operation === 'create_container').map((row) => [row.id, row.request.caption]),
      );
      return rows
        .filter(({ operation }) => operation === 'media_publish')
        .map(({ request }) => containers.get(request.creation_id ?? '') ?? 'a container nobody made');
    },
    /** What somebody has in their mailbox, newest first. */
    mails: async (to: string) =>
      z.parse(Mails, await ask('GET', `${endpoints().mail}/store?to=${encodeURIComponent(to)}`)).emails,
    /** Turns a switch of Instagram's stand-in: `/settings` or `/accounts/{id}`. */
    turn: (path: string, body: object) => ask('POST', `${endpoints().sandbox.instagram}${path}`, body),
    /** The wall clock of Kuwait in so many minutes. */
    inMinutes: (minutes: number) => toWallTime(now() + minutes * 60_000),
    /** A new business with this manager, opened by the platform's owner; its people know each other by mail. */
    async openBusiness(email: string): Promise<Person> {
      await (await owner()).api.clients.create({
        body: {
          name: 'مقهى المباركية',
          nameEn: 'Mubarakiya Café',
          manager: { email, name: 'فاطمة العنزي', language: 'ar' },
        },
      });
      return joined(endpoints(), email);
    },
  };
}

export type JourneyOrders = ReturnType<typeof journeyOrders>;

const Invoked = z.object({ ok: z.boolean(), errorMessage: z.optional(z.string()) });
export const ownerEmail = 'owner@example.com';

/** Invites the platform's first owner by hand, as after a deployment. */
export async function inviteOwner({ order, endpoints }: Pick<JourneyOrders, 'order' | 'endpoints'>): Promise<Person> {
  const outcome = Invoked.parse(
    await order('/functions/auth-first-owner/invoke', { email: ownerEmail, name: 'نورة الصباح', language: 'ar' }),
  );
  if (!outcome.ok) throw new Error(`The owner could not be invited: ${outcome.errorMessage}`);
  return joined(endpoints(), ownerEmail);
}
