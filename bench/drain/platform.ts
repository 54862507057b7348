import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { listen } from '#cloud/aws/service.ts';

/** What the platform saw: its side of the story, which the worker's must agree with. */
export type Seen = {
  calls: number;
  /** Calls that were not answered as asked: a wrong address, or another account's token. */
  refused: number;
  mostInFlight: number;
  /** Calls that came in while so many as are allowed were already there. */
  overCap: number;
  /** How often each container was published, and the ids it got. */
  published: Record<string, string[]>;
};

const publishing = /^\/v[\d.]+\/(\w+)\/media_publish$/;
const reading = /^\/v[\d.]+\/(m-[\w-]+)$/;

/** The token that an account of the drain is known by. */
export const tokenOf = (externalId: string): string => `token-of-${externalId}`;
export const permalinkOf = (mediaId: string): string => `https://www.instagram.com/p/${mediaId}/`;

/**
 * Instagram as far as a prepared post needs it: `media_publish` and the permalink, each answered when `latency`, begun
 * as the call comes in, is over. Like the simulator's, it is harsher than the real one: a container that is published twice is out twice.
 */
export async function startPlatform({ latency, cap }: { latency: () => Promise<unknown>; cap: number }) {
  const seen: Seen = { calls: 0, refused: 0, mostInFlight: 0, overCap: 0, published: {} };
  let inFlight = 0;

  const answerTo = async (request: IncomingMessage): Promise<object | undefined> => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    const token = request.headers.authorization;
    const [, account] = publishing.exec(pathname) ?? [];
    const [, mediaId] = reading.exec(pathname) ?? [];
    if (request.method === 'POST' && account !== undefined && token === `Bearer ${tokenOf(account)}`) {
      const container = new URLSearchParams(await textOf(request)).get('creation_id') ?? '';
      const before = seen.published[container] ?? [];
      const id = `m-${container}-${before.length + 1}`;
      seen.published[container] = [...before, id];
      return { id };
    }
    return request.method === 'GET' && mediaId !== undefined ? { permalink: permalinkOf(mediaId) } : undefined;
  };

  const running = await listen(async (request, response) => {
    const over = latency();
    seen.calls++;
    inFlight++;
    seen.mostInFlight = Math.max(seen.mostInFlight, inFlight);
    if (inFlight > cap) seen.overCap++;
    const answer = await answerTo(request);
    if (!answer) seen.refused++;
    await over;
    inFlight--;
    const refusal = { error: { code: 100, message: 'Unsupported request' } };
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? refusal));
  });
  return { ...running, seen };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

/** A process of its own: `node platform.ts <latency ms> <cap>` tells its address, and what it saw when it is asked. */
if (import.meta.main) {
  const [latencyMs = 0, cap = 0] = process.argv.slice(2).map(Number);
  const { url, seen } = await startPlatform({ latency: () => pause(latencyMs), cap });
  process.on('message', () => process.send?.(seen));
  process.once('disconnect', () => process.exit());
  process.send?.({ url });
}
