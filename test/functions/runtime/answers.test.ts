import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { api } from '#runtime/api.ts';
import { newId } from '#runtime/ids.ts';
import { readLink, signLink } from '#runtime/signed-link.ts';
import { csv, redirect } from '#shared/contract/answer.ts';
import { client } from '#shared/contract/client.ts';
import type { CsvRow } from '#shared/contract/csv.ts';
import { FileLink, job } from '#shared/contract/job.ts';
import { contract } from '#shared/contract/route.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';

const Report = job(FileLink);
const reports = contract('reports', {
  table: {
    method: 'GET',
    path: '/reports/table',
    permission: 'public',
    summary: 'A table',
    query: z.object({ name: z.string() }),
    answers: csv(),
  },
  plain: { method: 'GET', path: '/reports/plain', permission: 'public', summary: 'P', answers: csv({ bom: false }) },
  away: {
    method: 'GET',
    path: '/reports/away',
    permission: 'public',
    summary: 'Away',
    query: z.object({ to: z.string() }),
    answers: redirect({ hosts: ['pay.example.com'] }),
  },
  build: {
    method: 'POST',
    path: '/reports/build',
    permission: 'public',
    replay: 'never',
    summary: 'Build',
    status: 202,
    jobAt: '/reports/jobs/{jobId}',
    response: Report,
  },
});
const jobId = newId('job');
let rows: CsvRow[] = [];
const handler = api(reports, {
  table: async ({ query }) => ({ fileName: query.name, rows }),
  plain: async () => ({ fileName: 'x.csv', rows }),
  away: async ({ query }) => query.to,
  build: async () => ({ jobId, state: 'running' as const, startedAt: 1, progress: 40 }),
});
const calls = client(reports, sendFor(handler));

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

describe('a table to download', () => {
  it('comes to the typed client as a file, byte for byte, with the mark that Excel needs', async () => {
    rows = [
      ['الاسم', 'Reach'],
      ['=SUM(A1)', 12],
    ];
    const file = await calls.table({ query: { name: 'تقرير نوفمبر.csv' } });
    expect(file.type).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes.subarray(3).toString()).toBe("الاسم,Reach\r\n'=SUM(A1),12\r\n");
    expect(await (await calls.plain()).text()).toBe("الاسم,Reach\r\n'=SUM(A1),12\r\n");
  });

  it.each([
    ['report.csv', `attachment; filename="report.csv"; filename*=UTF-8''report.csv`],
    ['تقرير.csv', `attachment; filename="_.csv"; filename*=UTF-8''%D8%AA%D9%82%D8%B1%D9%8A%D8%B1.csv`],
    [
      'a"; filename="evil.exe',
      `attachment; filename="a_filename_evil.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe`,
    ],
    ['a\r\nset-cookie: x', `attachment; filename="a_set-cookie_x"; filename*=UTF-8''a%0D%0Aset-cookie%3A%20x`],
  ])('is saved under its name, and nothing but that: %j', async (name, disposition) => {
    const path = `/reports/table?${new URLSearchParams({ name })}`;
    const { headers } = await call(handler, { method: 'GET', path });
    expect(headers['content-disposition']).toBe(disposition);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('an answer that sends a browser on', () => {
  const asked = (to: string) => call(handler, { method: 'GET', path: `/reports/away?${new URLSearchParams({ to })}` });

  it('leads to a page of ours or to a host that the contract names', async () => {
    const own = await asked('/billing?paid=1#top');
    expect(own).toMatchObject({ status: 303, body: undefined });
    expect(own.headers.location).toBe('https://app.example.com/billing?paid=1#top');
    expect((await asked('https://pay.example.com/x')).headers.location).toBe('https://pay.example.com/x');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'https:evil.example',
    'http://pay.example.com/',
    'https://pay.example.com.evil.example/',
    'https://pay.example.com@evil.example/',
    'https://evil@pay.example.com/',
    'https://pay.example.com:8443/',
    'javascript:alert(1)',
    'data:text/html,x',
    'billing',
    '',
  ])('never leads to %j', async (to) => {
    const { status, headers } = await asked(to);
    expect(status).toBe(500);
    expect(headers.location).toBeUndefined();
  });

  it('is an address to the typed client, which a page goes to', () => {
    expect(calls.away({ query: { to: '/a b' } })).toBe('/api/reports/away?to=%2Fa+b');
  });
});

describe('work that goes on after its answer', () => {
  it('says where it can be asked how it stands, and when', async () => {
    const { status, headers, body } = await call(handler, { method: 'POST', path: '/reports/build' });
    expect(status).toBe(202);
    expect(headers).toMatchObject({ location: `/api/reports/jobs/${jobId}`, 'retry-after': '2' });
    expect(await calls.build()).toEqual(body);
    expect(
      Report.parse({
        ...Object(body),
        state: 'done',
        result: { url: 'https://x.example/f', fileName: 'f.pdf', expiresAt: 2 },
      }).state,
    ).toBe('done');
  });
});

describe('a signed link', () => {
  const MINUTE = 60_000;
  const refused = async (purpose: string, token: string) =>
    readLink(purpose, token).then(
      () => 'opened',
      ({ code }) => code,
    );

  it('opens what it was made for until it is over', async () => {
    const { token, expiresAt } = await signLink('reports.file:cl_a', 'rp_1/تقرير.pdf', 10 * MINUTE);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(expiresAt - Date.now()).toBeGreaterThan(9 * MINUTE);
    expect(await readLink('reports.file:cl_a', token)).toBe('rp_1/تقرير.pdf');
    await backend.advance(11 * MINUTE);
    expect(await refused('reports.file:cl_a', token)).toBe('route.not_found');
  });

  it('opens nothing for another purpose or tenant, nothing else, and not for longer', async () => {
    const { token } = await signLink('reports.file:cl_a', 'rp_1', MINUTE);
    const [value = '', expiry = '', signature = ''] = token.split('.');
    const other = Buffer.from('rp_2').toString('base64url');
    const later = (Number.parseInt(expiry, 36) + MINUTE).toString(36);
    const tries: [string, string][] = [
      ['reports.file:cl_b', token],
      ['media.file:cl_a', token],
      ['reports.file:cl_a', [other, expiry, signature].join('.')],
      ['reports.file:cl_a', [value, later, signature].join('.')],
      ['reports.file:cl_a', [value, expiry, ''].join('.')],
      ['reports.file:cl_a', `${token}.x`],
      ['reports.file:cl_a', token.slice(0, -1)],
      ['reports.file:cl_a', ''],
      ['reports.file:cl_a', '..'],
    ];
    for (const [purpose, one] of tries) expect(await refused(purpose, one), one).toBe('route.not_found');
  });
});

it('a problem is JSON, also where a file is promised', async () => {
  const error = await problemOf(client(reports, sendFor(handler)).table({ query: {} as { name: string } }));
  expect(error).toMatchObject({ status: 422, code: 'request.invalid' });
});
