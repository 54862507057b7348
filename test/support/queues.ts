import type { startSqs } from '#local/aws/sqs.ts';
import { queueVariable } from '#shared/contract/queue.ts';

type Sqs = Awaited<ReturnType<typeof startSqs>>;

/** A queue of the product with everybody bound to it, as the infrastructure binds them. */
export function openQueue(sqs: Pick<Sqs, 'createQueue'>, { name }: { readonly name: string }, VisibilityTimeout = 30) {
  const queue = sqs.createQueue({ name: `ksa-test-${name}`, VisibilityTimeout });
  process.env[queueVariable({ name })] = queue.url;
  return queue;
}
