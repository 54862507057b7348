import type { Part } from '#test/functions/matrix/part.ts';
import type { Backend } from '#test/support/backend.ts';
import { openPostRoom, type PostRoom } from '#test/support/dead-letters.ts';

const rooms = new WeakMap<Backend, PostRoom>();
/** A letter in the queue that paths name. */
function park(backend: Backend, body: string): string {
  const room = rooms.get(backend) ?? openPostRoom(backend);
  rooms.set(backend, room);
  return room.park(room.dead, body);
}

export const part: Part = {
  things: [
    {
      names: ['queue', 'letterId'],
      owner: 'nobody',
      make: async (_, backend) => ({ queue: 'publishing-publish', letterId: park(backend, '{') }),
    },
  ],
  deeds: ({ owner, world: { backend } }) => ({
    redrive: async () => {
      park(backend, '{}');
      const ids = { queue: 'publishing-publish' };
      return { by: owner, ids, body: {}, other: { ids, body: { letterId: 'another' } }, commit: 'PutItemCommand' };
    },
  }),
};
