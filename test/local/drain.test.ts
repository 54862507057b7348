import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permalinkOf, startPlatform, tokenOf } from '#bench/drain/platform.ts';
import { compared } from '#bench/drain.ts';
import { judged } from '#bench/figure.ts';

let platform: Awaited<ReturnType<typeof startPlatform>>;
beforeAll(async () => {
  platform = await startPlatform({ latency: async () => {}, cap: 2 });
});
afterAll(() => platform.close());

const publish = async (container: string, token = tokenOf('17841')) => {
  const response = await fetch(`${platform.url}/v25.0/17841/media_publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams({ creation_id: container }),
  });
  return { status: response.status, body: await response.json() };
};

describe('the platform of the drain', () => {
  it('publishes a container as often as it is asked to, and remembers it', async () => {
    expect((await publish('c1')).body).toEqual({ id: 'm-c1-1' });
    expect((await publish('c1')).body).toEqual({ id: 'm-c1-2' });
    expect(platform.seen.published.c1).toEqual(['m-c1-1', 'm-c1-2']);
    const link = await fetch(`${platform.url}/v25.0/m-c1-1?fields=permalink`);
    expect(await link.json()).toEqual({ permalink: permalinkOf('m-c1-1') });
  });

  it('refuses the token of another account, and publishes nothing for it', async () => {
    const before = platform.seen.refused;
    expect((await publish('c2', tokenOf('17842'))).status).toBe(400);
    expect(platform.seen.refused).toBe(before + 1);
    expect(platform.seen.published.c2).toBeUndefined();
  });

  it('sees when more than the cap are in flight', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let calls = 0;
    const latency = () => {
      calls++;
      if (calls === 3) resolve();
      return promise;
    };
    const slow = await startPlatform({ latency, cap: 2 });
    await Promise.all([1, 2, 3].map(() => fetch(`${slow.url}/v25.0/m-c1-1`)));
    expect(slow.seen).toMatchObject({ calls: 3, mostInFlight: 3, overCap: 1 });
    await slow.close();
  });
});

describe('what came of the drain', () => {
  const published = { c1: ['m-c1-1'], c2: ['m-c2-1'] };
  const row = (externalId: string) => ({ state: 'published' as const, externalId, permalink: permalinkOf(externalId) });

  it('nothing is lost when the table says what the platform has', () => {
    const rows = { c1: row('m-c1-1'), c2: row('m-c2-1') };
    expect(compared(2, { rows }, { published })).toEqual({ lost: 0, duplicates: 0 });
  });

  it.each([
    ['is missing', {}],
    ['is armed still', { c2: { state: 'armed' as const } }],
    ['has another id', { c2: row('m-c1-1') }],
    ['has no address', { c2: { state: 'published' as const, externalId: 'm-c2-1' } }],
  ])('one is lost when its row %s', (_, rest) => {
    expect(compared(2, { rows: { c1: row('m-c1-1'), ...rest } }, { published }).lost).toBe(1);
  });

  it('what the platform never published is lost, whatever the table says', () => {
    const rows = { c1: row('m-c1-1'), c2: row('m-c2-1') };
    expect(compared(2, { rows }, { published: { c1: ['m-c1-1'] } }).lost).toBe(1);
  });

  it('a second publication is a duplicate', () => {
    const rows = { c1: row('m-c1-1'), c2: row('m-c2-1') };
    expect(compared(2, { rows }, { published: { ...published, c2: ['m-c2-1', 'm-c2-2'] } }).duplicates).toBe(1);
  });

  it('an efficiency is to be reached, other figures are not to be exceeded', () => {
    const figure = { id: 'P6', what: 'efficiency', unit: '', target: 0.85 };
    expect(judged({ ...figure, figure: 0.84, isAtLeast: true }).verdict).toBe('missed');
    expect(judged({ ...figure, figure: 0.85, isAtLeast: true }).verdict).toBe('met');
    expect(judged({ ...figure, figure: 0.86 }).verdict).toBe('missed');
  });
});
