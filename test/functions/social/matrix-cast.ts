import { newId } from '#runtime/ids.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import { connectAccount } from '#test/functions/posts/scene.ts';
import type { Teammate } from '#test/support/people.ts';
import type { SocialWorld } from '#test/support/social.ts';

const own = new WeakMap<SocialWorld, Promise<Teammate>>();

/** One of a business that no other deed has bought a plan for, which would limit its accounts. */
function apart(world: SocialWorld): Promise<Teammate> {
  const manager = own.get(world) ?? world.backend.signInAs('manager');
  own.set(world, manager);
  return manager;
}

export const part: Part = {
  things: [
    {
      names: ['accountId'],
      owner: 'business',
      make: async ({ clientId }) => ({ accountId: await connectAccount(clientId) }),
    },
  ],
  bodies: { callback: () => ({ state: 'unknown', code: 'x' }) },
  deeds: ({ cafe, world }) => ({
    resume: async () => ({
      by: cafe,
      ids: { accountId: cafe.accountId },
      other: { ids: { accountId: newId('account') } },
      rows: 0,
      commit: 'PutItemCommand',
    }),
    callback: async () => {
      const by = await apart(world);
      const { state, code } = await world.visit(by);
      const ids = { platform: 'instagram' };
      return { by, ids, body: { state, code }, other: { ids, body: { state, code: 'another' } } };
    },
  }),
};
