import { createHash } from 'node:crypto';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { media } from '#functions/media/media.entity.ts';
import { handler } from '#functions/posts/api.ts';
import { now } from '#runtime/clock.ts';
import { envNames } from '#runtime/env-names.ts';
import { newId } from '#runtime/ids.ts';
import { client } from '#shared/contract/client.ts';
import { posts } from '#shared/posts/contract.ts';
import { dueQueue, publishQueue } from '#shared/publishing/messages.ts';
import { openFeed } from '#test/support/feed.ts';
import { sendFor } from '#test/support/gateway.ts';
import { photo } from '#test/support/image-host.ts';
import type { Person } from '#test/support/people.ts';
import { openQueue } from '#test/support/queues.ts';
import { startSocialWorld } from '#test/support/social.ts';
import { startMeter } from './meter.ts';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The product's real handlers on the local services and the stand-in for Instagram, with a meter on all of it. */
export async function startWorld() {
  const social = await startSocialWorld();
  const { backend, instagram } = social;
  const due = openQueue(backend.sqs, dueQueue);
  const publish = openQueue(backend.sqs, publishQueue);
  const feed = openFeed(backend);
  const scheduler = await startScheduler(backend.ground, async ({ arn, input }) => void backend.sqs.send(arn, input));
  scheduler.declareGroup('ksa-test');
  const picture = await photo();
  const sha256 = createHash('sha256').update(picture).digest('hex');
  instagram.images.put('media/bench.jpg', picture);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SCHEDULER: scheduler.url,
    [envNames.dueQueueArn]: due.arn,
    [envNames.mediaUrl]: instagram.images.url,
  });
  const author = await backend.signInAs('manager');
  const { accountId } = await social.connect(author);

  return {
    backend,
    instagram,
    author,
    accountId,
    queues: { due: due.name, publish: publish.name, ...feed.queues },
    metered: startMeter(backend),
    as: (person: Pick<Person, 'token'>) => client(posts, sendFor(handler, person.token)),
    /** An image of the author's business that is ready to be published. */
    async image(): Promise<string> {
      const mediaId = newId('media');
      await media
        .create({
          clientId: author.clientId,
          mediaId,
          state: 'ready',
          fileName: 'قهوة الصباح.jpg',
          altText: 'فنجان قهوة على طاولة',
          createdAt: now(),
          uploadKey: `uploads/${mediaId}`,
          key: 'media/bench.jpg',
          width: 1080,
          height: 1080,
          bytes: 180_000,
          sha256,
        })
        .go();
      return mediaId;
    },
    async close() {
      await scheduler.close();
      await social.close();
    },
  };
}
