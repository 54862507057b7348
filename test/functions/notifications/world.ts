import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { user } from '#functions/auth/user.entity.ts';
import { targetOf, targetWrite } from '#functions/posts/post.store.ts';
import { env } from '#runtime/env.ts';
import { document, dynamo } from '#runtime/table.ts';
import { transact } from '#runtime/transaction.ts';
import { NoticeMessage } from '#shared/notifications/message.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { connectAccount, openScene, type Scene } from '#test/functions/posts/scene.ts';
import { startBackend } from '#test/support/backend.ts';
import { openFeed } from '#test/support/feed.ts';
import { startTestMail } from '#test/support/test-mail.ts';

const VISIBILITY_MS = 180_000;
const HOUR_MS = 3_600_000;

/**
 * Everything between "this target came to rest" and the mail: the real change feed and the real notifier with their table,
 * queue and SES. The publishers are left out: a test says where a target came to rest.
 */
export async function startNoticesWorld() {
  const backend = await startBackend();
  const { sqs } = backend;
  const ses = await startTestMail(backend.ground);
  const feed = openFeed(backend);

  /** Lets everybody but the notifier hear of what changed. */
  const stream = async () => {
    await feed.hear();
    await feed.consume('rollUp');
  };
  /** Hands everything that is visible in the queue to the notifier; what it could not finish stays. */
  const drain = () => feed.consume('notify');

  return {
    backend,
    ses,
    feed,
    queue: feed.queues.notices,
    sqs,
    stream,
    drain,
    /** The minute of gathering, the half of collecting for each person, and then the notifier. */
    async tell() {
      await stream();
      for (const ms of [61_000, 31_000]) {
        await backend.advance(ms);
        await drain();
      }
    },
    /** Mails that were put off are tried again, as often as it takes. */
    async wait(minutes: number) {
      for (let minute = 0; minute < minutes; minute++) {
        await backend.advance(61_000);
        await drain();
      }
    },
    /** What failed becomes visible again, and is worked on again. */
    async again() {
      await backend.advance(VISIBILITY_MS + 1000);
      await drain();
    },
    /** The first second of the next hour: limits count by the hour of the clock. */
    nextHour: () => backend.advance(HOUR_MS - (Date.now() % HOUR_MS) + 1000),
    /** A business with somebody who may write, and how to have a post of theirs come to rest. */
    async openBusiness(as: 'manager' | 'editor' | 'viewer' = 'manager', accounts = 1) {
      const scene = await openScene(backend, as);
      const more = Array.from({ length: accounts - 1 }, (_, n) =>
        connectAccount(scene.clientId, { externalId: `1784140000000010${n}` }),
      );
      return { ...scene, accountIds: [scene.accountId, ...(await Promise.all(more))] };
    },
    /** A scheduled post of this business. */
    async planned(scene: Pick<Scene, 'draft' | 'schedule'>, change: Parameters<Scene['draft']>[0] = {}) {
      return scene.schedule(await scene.draft(change));
    },
    /** What the publishers store when a target comes to rest: the n-th of the post, the first unless said otherwise. */
    async rest(
      { clientId }: Pick<Scene, 'clientId'>,
      { postId, targets }: Post,
      state: TargetState,
      { reason, nth = 0 }: { reason?: Reason; nth?: number } = {},
    ) {
      const target = await targetOf(clientId, postId, targets[nth]?.targetId ?? '');
      if (!target) throw new Error('The post has no such target');
      const next = { ...target, state, reason, checkAt: undefined };
      await transact(targetWrite({ ...next, version: target.version + 1, fence: target.fence + 1 }));
    },
    /** What the feed would say of a post's one target now. */
    async messageOf({ clientId }: Pick<Scene, 'clientId'>, { postId, targets }: Post): Promise<NoticeMessage> {
      const target = await targetOf(clientId, postId, targets[0]?.targetId ?? '');
      return NoticeMessage.parse({ ...target, v: 1 });
    },
    /** Changes the row of a person. */
    person: async (
      subject: string,
      change: { language?: 'en'; status?: 'suspended'; clientStatus?: 'suspended'; email?: string },
    ) => {
      await user.patch({ subject }).set(change).go();
    },
    /** Leaves a person's row without a language, as no row of ours is made. */
    forgetLanguage: async (subject: string) => {
      const { Key } = z.parse(z.object({ Key: z.record(z.string(), z.string()) }), user.get({ subject }).params());
      const words = { ExpressionAttributeNames: { '#l': 'language' }, UpdateExpression: 'REMOVE #l' };
      await document.send(new UpdateCommand({ TableName: env('table'), Key, ...words }));
    },
    mailsTo: ({ email }: { email: string }) => ses.mails(email),
    /** The worker dies when its nth transaction has taken effect. */
    dieAfterWrite(nth: number) {
      let writes = 0;
      dynamo.middlewareStack.add(
        (next, context) => async (args) => {
          const result = await next(args);
          if (context.commandName === 'TransactWriteItemsCommand' && ++writes === nth) throw new Error('died');
          return result;
        },
        { step: 'initialize', priority: 'high', name: 'death' },
      );
      return () => void dynamo.middlewareStack.remove('death');
    },
    async close() {
      await ses.close();
      await backend.close();
    },
  };
}
export type NoticesWorld = Awaited<ReturnType<typeof startNoticesWorld>>;
