import { newId } from '#runtime/ids.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import { connectAccount } from '#test/functions/posts/scene.ts';

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
      const { state, code } = await world.visit(cafe);
      return { by: cafe, body: { state, code }, other: { body: { state, code: 'another' } } };
    },
  }),
};
