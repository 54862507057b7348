import { session } from './session.entity.ts';

/** What is known of a session, or undefined. `consistent` sees every write that was answered before. */
export const sessionState = async (subject: string, origin: string, consistent = false) =>
  (await session.get({ subject, origin }).go({ consistent })).data?.state;

/** Notes that a session was ended, or begun. `ttl` is in epoch seconds. */
export const sessionNoted = async (
  subject: string,
  origin: string,
  state: 'ended' | 'begun',
  ttl: number,
): Promise<void> => {
  await session.put({ subject, origin, state, ttl }).go();
};
