import { randomUUID } from 'node:crypto';
import { handler } from '#functions/clients/api.ts';
import type { Part } from '#test/functions/matrix/part.ts';
import { call } from '#test/support/gateway.ts';
import { somebody, someClient } from '#test/support/people.ts';

const invited = () => ({ email: `somebody-${randomUUID()}@example.com`, name: 'Sara', language: 'ar' });
const member = () => ({ ...invited(), role: 'viewer' });

export const part: Part = {
  things: [
    { names: ['clientId'], owner: 'platform', make: async () => ({ clientId: await someClient() }) },
    {
      names: ['userId'],
      owner: 'business',
      // Somebody else of the business, who may be changed, removed and invited again.
      make: async ({ clientId }) => {
        const subject = randomUUID();
        return { userId: (await somebody('viewer', subject, `${subject}@example.com`, clientId)).userId };
      },
    },
  ],
  bodies: {
    create: () => ({ name: 'مقهى', nameEn: 'Café', manager: invited() }),
    addMember: member,
  },
  deeds: ({ cafe, owner }) => {
    /** Somebody whom the café invited and who has not come yet. */
    const awaited = async (): Promise<string> => {
      const headers = { 'idempotency-key': randomUUID() };
      const asked = { method: 'POST', path: '/team', body: member(), token: cafe.token, headers };
      return String(Object((await call(handler, asked)).body).userId);
    };
    return {
      create: async () => ({
        by: owner,
        other: { body: { name: 'مقهى', nameEn: 'Café', manager: invited() } },
        rows: 2,
      }),
      resume: async () => ({
        by: owner,
        ids: { clientId: await someClient('suspended') },
        other: { body: { reason: 'x' } },
      }),
      inviteAgain: async () => ({
        by: cafe,
        ids: { userId: await awaited() },
        other: { ids: { userId: await awaited() } },
        commit: 'PutItemCommand',
      }),
    };
  },
};
