import { noticeHour } from './notice-hour.entity.ts';

export type Hour = { clientId: string; subject: string; hour: number };

type Known = { told: number; summedUpAt?: number | undefined; waitUntil: number };

/** What a person got in an hour: mails of single posts, and when the last summary; until when what waits is to rest. */
export async function hourOf(key: Hour): Promise<Known> {
  const { data } = await noticeHour.get(key).go({ consistent: true });
  return { told: data?.told ?? 0, summedUpAt: data?.summedUpAt, waitUntil: data?.waitUntil ?? 0 };
}

/** Counts one more mail of a single post. `expiresAt` is in epoch seconds. */
export const countNotice = async (key: Hour, expiresAt: number): Promise<void> => {
  await noticeHour.update(key).add({ told: 1 }).set({ ttl: expiresAt }).go();
};

/** Notes that a summary was sent. `expiresAt` is in epoch seconds. */
export const noteSummary = async (key: Hour, at: number, expiresAt: number): Promise<void> => {
  await noticeHour.update(key).set({ summedUpAt: at, ttl: expiresAt }).go();
};

/** Notes that a message comes back at `waitUntil`. `expiresAt` is in epoch seconds. */
export const noteWait = async (key: Hour, waitUntil: number, expiresAt: number): Promise<void> => {
  await noticeHour.update(key).set({ waitUntil, ttl: expiresAt }).go();
};
