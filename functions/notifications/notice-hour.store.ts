import { ElectroError } from 'electrodb';
import { noticeHour } from './notice-hour.entity.ts';

type Hour = { clientId: string; hour: number };

/** Counts one more notice and returns how many there are. `expiresAt` is in epoch seconds. */
export async function countNotice(key: Hour, expiresAt: number): Promise<number> {
  const { data } = await noticeHour.update(key).add({ count: 1 }).set({ ttl: expiresAt }).go({ response: 'all_new' });
  return data.count ?? 1;
}

/** Takes one notice back that reached nobody. */
export const uncountNotice = async (key: Hour): Promise<void> => {
  await noticeHour.update(key).subtract({ count: 1 }).go();
};

/** Claims the one digest of an hour. Returns whether the caller is the one to send it. */
export async function claimDigest(key: Hour, at: number): Promise<boolean> {
  try {
    await noticeHour
      .update(key)
      .set({ digestAt: at })
      .where(({ digestAt }, { notExists }) => notExists(digestAt))
      .go();
    return true;
  } catch (error) {
    if (error instanceof ElectroError && error.cause?.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
