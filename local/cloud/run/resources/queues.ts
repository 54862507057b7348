import * as z from 'zod/mini';
import type { Sqs } from '../../aws/sqs.ts';
import type { Application } from '../template.ts';

/**
 * Creates every queue of the template; messages of an earlier run are still in them. Says which queues of an earlier
 * run hold messages and are not in the template any more.
 */
export function createQueues(
  application: Application,
  sqs: Pick<Sqs, 'createQueue' | 'strays'>,
  say: (line: string) => void,
): void {
  // The template spells a queue as SQS does, so SQS itself checks the rest.
  const queues = application.all('AWS::SQS::Queue', z.looseObject({ QueueName: z.optional(z.string()) }));
  // Dead-letter queues first: a queue may move messages the moment it exists.
  queues.sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties));
  for (const { logicalId, identity, properties } of queues) {
    const { QueueName: _, ...settings } = properties;
    sqs.createQueue({ name: identity.attributes.QueueName ?? logicalId, ...settings });
  }
  for (const { name, messages } of sqs.strays())
    say(
      `The queue ${name} is not in the template any more and still holds ${messages} message(s) of an earlier run: ` +
        'they wait until a queue of this name is back, or go with npm start -- --fresh',
    );
}
