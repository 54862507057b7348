import { target } from '#functions/posts/target.entity.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import type { Deed, Ground, Part } from '#test/functions/matrix/part.ts';
import { addImage, connectAccount, inMinutes, type Scene } from './scene.ts';

const content = { caption: 'x', mediaIds: [], accountIds: [] };
const revision = 1;
type Draft = Awaited<ReturnType<Scene['draft']>>;

/** A post of the café, brought to where a route's deed makes sense; the other request names another revision. */
async function post(cafe: Scene, bring: (draft: Draft) => Promise<unknown>): Promise<Deed> {
  const { postId, targets } = await cafe.draft();
  const [{ targetId } = { targetId: '' }] = targets;
  await bring({ ...(await cafe.calls.get({ params: { postId } })) });
  const { revision } = await cafe.calls.get({ params: { postId } });
  return { by: cafe, ids: { postId, targetId }, body: { revision }, other: { body: { revision: revision + 1 } } };
}

const inState = (cafe: Scene, state: TargetState) =>
  post(cafe, async ({ postId, targets }) => {
    const keys = targets.map(({ targetId }) => ({ clientId: cafe.clientId, postId, targetId }));
    await Promise.all(keys.map((key) => target.patch(key).set({ state }).add({ version: 1 }).go()));
  });

const deeds = ({ cafe }: Ground) => {
  const draft = () => post(cafe, async () => {});
  const scheduled = () => post(cafe, (draft) => cafe.schedule(draft));
  const paused = () =>
    post(cafe, async (draft) => {
      const { postId, revision } = await cafe.schedule(draft);
      await cafe.calls.pause({ params: { postId }, body: { revision } });
    });
  return {
    create: async () => ({
      by: cafe,
      body: cafe.content,
      other: { body: { ...cafe.content, caption: 'another' } },
    }),
    schedule: async () => {
      const { body, ...deed } = await draft();
      const at = (minutes: number) => ({ ...Object(body), wallTime: inMinutes(minutes) });
      return { ...deed, body: at(60), other: { body: at(90) } };
    },
    publish: draft,
    cancel: scheduled,
    pause: scheduled,
    resume: paused,
    retry: () => inState(cafe, 'failed'),
    resolve: async () => {
      const { body, ...deed } = await inState(cafe, 'needs_review');
      const seen = (yes: boolean) => ({ ...Object(body), seen: yes });
      return { ...deed, body: seen(true), other: { body: seen(false) } };
    },
  };
};

export const part: Part = {
  things: [
    {
      names: ['postId', 'targetId'],
      owner: 'business',
      make: async ({ clientId, draft }) => {
        const [accountId, mediaId] = [await connectAccount(clientId), await addImage(clientId)];
        const { postId, targets } = await draft({ accountIds: [accountId], mediaIds: [mediaId] });
        return { postId, targetId: targets[0]?.targetId ?? '' };
      },
    },
  ],
  bodies: {
    create: () => content,
    edit: () => ({ ...content, revision }),
    schedule: () => ({ revision, wallTime: '2031-01-01T10:00' }),
    resolve: () => ({ revision, seen: true }),
  },
  deeds,
  rulesBetweenFields: ['list'],
};
