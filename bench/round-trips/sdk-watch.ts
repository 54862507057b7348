import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';

/** One call as it left the SDK: `dynamodb`, `Query`, with what was sent and answered (DynamoDB only). */
export type SdkCall = { service: string; operation: string; sent: unknown; answered: unknown; status: number };

type Client = { middlewareStack: DynamoDBClient['middlewareStack'] };
type Sending = { send(this: Client, ...args: unknown[]): unknown };

const Sent = z.object({ body: z.union([z.string(), z.instanceof(Uint8Array)]) });
const Received = z.looseObject({ statusCode: z.number(), body: z.instanceof(Readable) });

/**
 * Sees every request of every SDK client in this process, retries included: the first command of a client hangs a
 * middleware on it, below everything that translates or retries.
 */
export function watchSdk(onCall: (call: SdkCall) => void): void {
  const watched = new WeakSet<object>();
  // The class that all clients of the SDK extend; it is not exported by any of them.
  const everyClient: Sending = Object.getPrototypeOf(DynamoDBClient.prototype);
  const send = everyClient.send;
  everyClient.send = function (this: Client, ...args) {
    // The document client and its bare client share one stack.
    if (!watched.has(this.middlewareStack)) {
      watched.add(this.middlewareStack);
      watch(this.middlewareStack, onCall);
    }
    return send.apply(this, args);
  };
}

function watch(stack: Client['middlewareStack'], onCall: (call: SdkCall) => void): void {
  stack.add(
    (next, { clientName = '', commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        const service = clientName.replace(/Client$/, '').toLowerCase();
        const response = Received.parse(result.response);
        const bytes = await buffer(response.body);
        Object.assign(result.response as object, { body: Readable.from([bytes]) });
        const spoken = service.startsWith('dynamodb');
        onCall({
          service: spoken ? 'dynamodb' : service,
          operation: commandName.replace(/Command$/, ''),
          sent: spoken ? JSON.parse(Buffer.from(Sent.parse(args.request).body).toString()) : undefined,
          answered: spoken ? JSON.parse(bytes.toString() || '{}') : undefined,
          status: response.statusCode,
        });
        return result;
      },
    { step: 'deserialize', priority: 'low', name: 'benchWatch' },
  );
}
