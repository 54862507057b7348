import { createHash } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';
import {
  type Exchange,
  json,
  type Operation,
  type Reply,
  type Sandbox,
  type SandboxHooks,
  startSandbox,
} from '#cloud/outside/sandbox.ts';
import { dayAnswer, hijriAnswer, written } from './aladhan/day.ts';
import { type Asked, type CivilDate, methods } from './aladhan/times.ts';

export const aladhanHosts = { api: '/v1' } as const;

/** The gateway's limit for one address. */
const PER_SECOND = 24;
const KUWAIT = 9;
const operations = ['timings', 'calendar', 'gToH', 'methods', 'unknown'] as const;

export type AladhanSandbox = Sandbox & {
  /** Which method is taken when a request names none, so that a forgotten parameter is noticed. */
  setDefaultMethod(method: number): void;
};

/**
 * Starts Aladhan's stand-in: version 1 of its API under `/v1`, computed for Kuwait's zone. It keeps the service's own
 * types and habits: times with a suffix in calendars only, numbers as text, 302 for a missing date, errors in `data`.
 */
export async function startAladhan(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<AladhanSandbox> {
  let method = KUWAIT;
  let second = { at: 0, calls: 0 };

  const limited = (): Reply | undefined => {
    const at = Math.floor(ground.clock.now() / 1000);
    second = second.at === at ? { at, calls: second.calls + 1 } : { at, calls: 1 };
    return second.calls > PER_SECOND
      ? json({ code: 429, status: 'TOO_MANY_REQUESTS', data: 'API rate limit exceeded' }, 429, { 'retry-after': '1' })
      : undefined;
  };

  const operationOf = (exchange: Exchange): Operation => {
    const [version, name = '', ...rest] = exchange.path.split('/').filter(Boolean);
    const known = version === 'v1' ? operations.find((operation) => operation === name) : undefined;
    return {
      name: known ?? 'unknown',
      run: () => {
        const reply = limited() ?? answer(known, rest, exchange, method, ground.clock.now());
        const accepted = reply.status === 200 ? { accepted: { account: 'anyone', id: exchange.path } } : {};
        return unchanged(exchange, { ...reply, ...accepted });
      },
    };
  };

  const sandbox = await startSandbox(ground, { platform: 'aladhan', operations, port, hooks }, operationOf);
  return {
    ...sandbox,
    setDefaultMethod(next) {
      method = next;
    },
  };
}

/** What has not changed is not sent again. */
function unchanged({ headers }: Exchange, reply: Reply): Reply {
  if (reply.status !== 200) return reply;
  const etag = `"${createHash('sha1').update(String(reply.body)).digest('hex')}"`;
  const caching = { 'cache-control': 'public, max-age=3600', etag };
  if (headers['if-none-match'] === etag) return { ...reply, status: 304, headers: caching, body: '' };
  return { ...reply, headers: { ...reply.headers, ...caching } };
}

type Name = (typeof operations)[number] | undefined;

function answer(name: Name, rest: readonly string[], exchange: Exchange, method: number, now: number): Reply {
  if (name === 'methods')
    return ok(
      Object.fromEntries(Object.entries(methods).map(([id, one]) => [one.name, { id: Number(id), name: one.name }])),
    );
  if (name === 'gToH') {
    const date = dateOf(rest[0] ?? '');
    return date
      ? ok({ hijri: hijriAnswer(date, exchange.params.calendarMethod ?? 'HJCoSA'), gregorian: { date: written(date) } })
      : refused('Invalid date.');
  }
  if (name !== 'timings' && name !== 'calendar')
    return json({ code: 404, status: 'NOT_FOUND', data: 'Not found.' }, 404);
  const asked = askedBy(exchange, method);
  if (typeof asked === 'string') return refused(asked);
  if (name === 'calendar') return calendarAnswer(rest, asked);
  const date = dateOf(rest[0] ?? '');
  // Without a date, or with a unix time, it sends one on to the dated address.
  if (!date) {
    const location = `${exchange.path.split('/').slice(0, 3).join('/')}/${today(now)}${exchange.url.search}`;
    return { status: 302, headers: { location }, body: '' };
  }
  return ok(dayAnswer(date, asked, { suffix: false }));
}

function calendarAnswer([year = '', month]: readonly string[], asked: Asked): Reply {
  const days = (of: number) =>
    Array.from({ length: new Date(Date.UTC(Number(year), of, 0)).getUTCDate() }, (_, index) =>
      dayAnswer({ day: index + 1, month: of, year: Number(year) }, asked, { suffix: true }),
    );
  if (!/^\d{4}$/.test(year)) return refused('Please specify a valid year.');
  if (month !== undefined)
    return /^(0?[1-9]|1[0-2])$/.test(month) ? ok(days(Number(month))) : refused('Please specify a valid month.');
  // A year is no list but an object by month.
  return ok(Object.fromEntries(Array.from({ length: 12 }, (_, index) => [String(index + 1), days(index + 1)])));
}

/** What was asked, or the sentence with which it is refused. */
function askedBy({ params }: Exchange, method: number): Asked | string {
  if (!params.latitude || !params.longitude) return 'Please specify a latitude and longitude.';
  const [latitude, longitude] = [Number(params.latitude), Number(params.longitude)];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    return 'Please specify a valid latitude and longitude.';
  return {
    latitude,
    longitude,
    method: params.method === undefined ? method : Number(params.method),
    school: params.school === '1' ? 1 : 0,
    tune: (params.tune ?? '').split(',').map(Number),
    iso8601: params.iso8601 === 'true',
    calendarMethod: params.calendarMethod ?? 'HJCoSA',
  };
}

function dateOf(text: string): CivilDate | undefined {
  const [, day, month, year] = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text) ?? [];
  return day && month && year ? { day: Number(day), month: Number(month), year: Number(year) } : undefined;
}

const today = (now: number): string => {
  const [year, month, day] = new Date(now + 3 * 3_600_000).toISOString().slice(0, 10).split('-');
  return `${day}-${month}-${year}`;
};

const ok = (data: unknown): Reply => json({ code: 200, status: 'OK', data });
const refused = (data: string): Reply => json({ code: 400, status: 'BAD_REQUEST', data }, 400);
