import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { listen, type Running, readBody } from '#cloud/aws/service.ts';
import { callGraph } from '#functions/platforms/instagram/graph.ts';

const answer = z.object({ id: z.string() });
let host: Running | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});
async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>) {
  host = await listen(async (request, response) => handler(request, response));
  return `${host.url}/v25.0/1/media`;
}

describe('one call', () => {
  it('carries the token in its header and the caption in its body, never in the address', async () => {
    const seen: { url?: string | undefined; authorization?: string | undefined; body?: string } = {};
    const url = await serve(async (request, response) => {
      Object.assign(seen, { url: request.url, authorization: request.headers.authorization });
      seen.body = (await readBody(request)).toString();
      response.end('{"id":17841461234567891}');
    });

    const result = await callGraph(
      { method: 'POST', url, token: 'secret', fields: { caption: 'قهوة #الكويت' } },
      answer,
    );

    expect(result).toEqual({ ok: true, value: { id: '17841461234567891' } });
    expect(seen.url).toBe('/v25.0/1/media');
    expect(seen.authorization).toBe('Bearer secret');
    expect(new URLSearchParams(seen.body).get('caption')).toBe('قهوة #الكويت');
  });

  it('is given up after its time, as one that may have arrived', async () => {
    const url = await serve(() => {});

    const result = await callGraph({ method: 'POST', url, timeoutMs: 50 }, answer);

    expect(result).toEqual({ ok: false, failure: { kind: 'no_answer', detail: 'TimeoutError' } });
  });

  it('is given up as well when the answer begins and never ends', async () => {
    const url = await serve((_, response) => void response.writeHead(200).write('{"id":'));

    const result = await callGraph({ method: 'POST', url, timeoutMs: 50 }, answer);

    expect(result).toMatchObject({ failure: { kind: 'no_answer' } });
  });

  it('follows no redirect, so that a token never goes to another host', async () => {
    let calls = 0;
    const url = await serve((request, response) => {
      calls += 1;
      response.writeHead(307, { location: `http://${request.headers.host}/elsewhere` }).end();
    });

    const result = await callGraph({ method: 'GET', url, token: 'secret' }, answer);

    expect(result).toMatchObject({ failure: { kind: 'no_answer' } });
    expect(calls).toBe(1);
  });

  it('is sent once, whatever comes back', async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(500).end('{}');
    });

    await callGraph({ method: 'POST', url }, answer);

    expect(calls).toBe(1);
  });

  it('with an answer of another shape is unreadable', async () => {
    const url = await serve((_, response) => void response.end('{"name":"x"}'));

    expect(await callGraph({ method: 'GET', url }, answer)).toMatchObject({
      failure: { kind: 'unreadable', status: 200 },
    });
  });
});
