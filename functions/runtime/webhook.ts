import { hash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod/mini';
import { Problem } from '#shared/contract/problem.ts';
import type { Queue } from '#shared/contract/queue.ts';
import { type Contract, functionOf, type Received, type Route, type Routes } from '#shared/contract/route.ts';
import { answer, foreignBody, textBody } from './http.ts';
import { invocation } from './invocation.ts';
import { logger } from './logger.ts';
import { sendTo } from './queue.ts';
import { seen, wasSeen } from './seen-event.ts';
import { served } from './served.ts';
import { verifySignature } from './signature.ts';

type Webhook = Route & { readonly queue: Queue };
type Webhooks<R extends Routes> = { [K in keyof R]: R[K] extends Webhook ? K : never }[keyof R] & string;
type BodyOf<R extends Route> = Received<R> extends { body: infer B } ? B : undefined;
type MessageOf<R extends Route> = R extends { queue: infer Q extends Queue } ? z.output<Q['message']> : never;

/** One thing that a call tells of: the sender's own id for it, by which a repetition is known, and what is to be done. */
export type Told<Message> = { readonly id: string; readonly message: Message };

/**
 * The Lambda handler of a webhook: checks the signature, puts what the call tells of into the route's queue and answers
 * 200. A call may tell of several things, or of none that matters. What was handed over before is left out.
 *
 * 1. What is not signed is answered 401, whatever it holds.
 * 2. An event goes into the queue first and is noted as seen after that: who dies between the two has it sent again, and
 *    nothing is ever lost. So the worker must bear to see an event twice, as with any queue.
 * 3. A signed call that cannot be read goes into the queue as it is; the worker parks it among the dead letters, where
 *    staff find it. Refusing it would only make its sender send it again and again.
 *
 * @example export const handler = webhook(telegram, 'updates', (update) => [{ id: String(update.update_id), message: … }]);
 */
export function webhook<const R extends Routes, N extends Webhooks<R>>(
  { feature, routes }: Contract<R>,
  name: N,
  events: (body: BodyOf<R[N]>) => readonly Told<MessageOf<R[N]>>[],
) {
  const route: Route | undefined = routes[name];
  if (!route?.signedBy || !route.queue) throw new Error(`${feature}.${name} is no webhook`);
  const { signedBy, queue, body } = route;
  const called = functionOf(feature, name, route);
  return (event: APIGatewayProxyEventV2, context: Context): Promise<APIGatewayProxyStructuredResultV2> =>
    invocation(context, () =>
      served({ counted: called, name: `${feature}.${name}` }, context, async () => {
        await verifySignature(event, signedBy);
        const read = body?.safeParse(bodyOf(event));
        if (read && !read.success) logger.error('an event was not understood', { webhook: called });
        await handOver(queue, called, read?.success ? events(read.data as BodyOf<R[N]>) : [unread(event, called)]);
        return answer(200, '{}');
      }),
    );
}

/** As much as one message, and all messages of one call, may hold. */
const LARGEST_BYTES = 1_000_000;

async function handOver(queue: Queue, called: string, told: readonly Told<{ clientId: string }>[]): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(told)) > LARGEST_BYTES) throw new Problem('request.too_large');
  const known = await Promise.all(told.map(({ id }) => wasSeen(called, id)));
  const fresh = told.filter((_, at) => !known[at]);
  await sendTo(
    queue,
    fresh.map(({ message }) => message),
  );
  // It is with the queue: that it is not noted only means that a repetition is handed over as well.
  const noted = await Promise.allSettled(fresh.map(({ id }) => seen(called, id)));
  const failed = noted.filter(({ status }) => status === 'rejected').length;
  if (failed > 0) logger.warn('events were not noted as seen', { webhook: called, failed });
  logger.info('handed over', { webhook: called, events: told.length, fresh: fresh.length });
}

function bodyOf(event: APIGatewayProxyEventV2): unknown {
  try {
    return foreignBody(event);
  } catch {
    return undefined;
  }
}

/** Lacks what the queue's messages have, so that its worker parks it. */
function unread(event: APIGatewayProxyEventV2, called: string): Told<{ clientId: string }> {
  const text = textBody(event);
  return { id: hash('sha256', text, 'hex'), message: { clientId: called, unread: text } as { clientId: string } };
}
