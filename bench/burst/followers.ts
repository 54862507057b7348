import type { ChangeEvent } from '#shared/changes/event.ts';
import { rollUpOnChange } from '#shared/posts/roll-up.ts';
import { type PostState, postStateOf } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';
import { markOnPublication } from '#shared/social/publication.ts';
import type { Kernel } from '#test/simulation/kernel.ts';
import { createStage, createStream, type Poller, type Ramp } from './stage.ts';
import type { createWriteMeter, Owned } from './write-meter.ts';

/** The template's settings of the change feed and of those who follow it. */
export type Followers = { feed: Pick<Poller, 'batchSize'>; rollUp: Poller; mark: Poller };
/** A post with its one target, and its header as lists show it. */
export type Followed = Owned & { target: Target; header: { state: PostState; version: number } };

type Around = {
  kernel: Kernel;
  posts: readonly Followed[];
  stream: { lanes: number; pollMs: number };
  ramp: Ramp;
  isFair: boolean;
  /** How long the next call to the table or to a queue takes. */
  callMs: () => number;
  writes: ReturnType<typeof createWriteMeter>;
  /** A list shows this post as published from now on. */
  shown: (post: Followed) => void;
};

/**
 * What follows from a change of a target: the feed hears of it in the table's stream and sends, as the product's own
 * subscriptions say, to the roll-up of its post and to the mark of its account.
 */
export function createFollowers({ feed, rollUp, mark }: Followers, context: Around) {
  const { kernel, posts, ramp, isFair, callMs, writes, shown } = context;
  const [rollUps, marks] = [createStage(kernel, rollUp, ramp, isFair), createStage(kernel, mark, ramp, isFair)];
  const postOf = ({ postId }: { postId: string }) => posts[Number(postId)];

  /** As `functions/posts/roll-up.ts`: reads the post, and writes its header unless somebody else did meanwhile. */
  const fold = (post: Followed, done: () => void): void =>
    kernel.after(callMs(), () => {
      const read = post.header;
      const state = postStateOf([post.target.state]);
      if (state === read.state) return done();
      kernel.after(callMs(), () => {
        if (post.header !== read) return fold(post, done);
        writes.header(post, read.state, state);
        post.header = { state, version: read.version + 1 };
        if (state === 'published') shown(post);
        done();
      });
    });
  const note = (post: Followed, done: () => void): void =>
    kernel.after(callMs(), () => {
      writes.account(post);
      done();
    });

  /** As `functions/changes/tell-subscribers.ts`: all queues at the same time, what means the same only once. */
  const tell = (batch: readonly ChangeEvent[], done: () => void): void => {
    const stale = new Set(batch.flatMap((event) => postOf(rollUpOnChange.message(event) ?? { postId: '' }) ?? []));
    const published = batch.filter((event) => markOnPublication.message(event) !== undefined);
    kernel.after(Math.max(callMs(), callMs()), () => {
      for (const post of stale) rollUps.put({ group: post.client, begin: (ended) => fold(post, ended) });
      for (const post of published.flatMap((event) => postOf(event) ?? []))
        marks.put({ group: post.client, begin: (ended) => note(post, ended) });
      done();
    });
  };
  const stream = createStream<ChangeEvent>(kernel, { ...context.stream, ...feed }, tell);

  return {
    /** Somebody stored a target. */
    changed({ post, client }: Followed, before: Target, { state, version, revision, fence }: Target): void {
      const ids = { clientId: client, postId: String(post), targetId: '', accountId: '' };
      const publishedAt = state === 'published' ? kernel.now() : undefined;
      stream.put(post, {
        kind: 'target',
        ...ids,
        revision,
        version,
        fence,
        from: before.state,
        to: state,
        publishedAt,
      });
    },
  };
}
