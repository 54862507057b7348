import * as z from 'zod/mini';
import { clockOf, minuteOf } from '#shared/calendar/civil-day.ts';
import { KUWAIT } from '#shared/calendar/kuwait.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import type { Media } from '#shared/media/contract.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import type { Api } from './api.ts';
import type { Photo } from './photos.ts';
import type { PlannedPost, When } from './plan.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The local cloud's clock, which may be ahead of this machine's. */
export const State = z.object({ clock: z.object({ now: z.number() }) });

/** Writes the planned posts and sends each on its way. "Now" only asks for it: the workers publish in their time. */
export async function writePosts(
  api: Api,
  planned: readonly PlannedPost[],
  given: { accounts: ReadonlyMap<Platform, string>; images: ReadonlyMap<Photo, Media>; now: number },
): Promise<void> {
  for (const { photo, when, caption, firstComment, on = {}, text } of planned) {
    const image = photo === undefined ? undefined : given.images.get(photo);
    const mediaIds = image === undefined ? [] : [image.mediaId];
    const chosen = Object.entries(text ? { x: { caption: text } } : { instagram: {}, ...on });
    const variants = chosen.flatMap(([platform, said]) => {
      const accountId = given.accounts.get(platform as Platform);
      return accountId ? [{ accountId, ...said }] : [];
    });
    const accountIds = variants.map(({ accountId }) => accountId);
    // What is only for networks that are not connected is left out.
    if (accountIds.length === 0 && when !== 'draft') continue;
    const { postId, revision } = await api.posts.create({
      body: { caption, mediaIds, accountIds, variants, ...(firstComment ? { firstComment } : {}) },
    });
    const params = { postId };
    if (when === 'now') await api.posts.publish({ params, body: { revision } });
    else if (when !== 'draft')
      await api.posts.schedule({
        params,
        body: { revision, wallTime: await wallTimeOf(api, when, given.now), zone: KUWAIT },
      });
  }
}

async function wallTimeOf(api: Api, when: Exclude<When, string>, now: number): Promise<string> {
  const day = toWallTime(now + when.inDays * DAY_MS).slice(0, 10);
  if ('at' in when) return `${day}T${when.at}`;
  const { days } = await api.calendar.prayerTimes({ query: { from: day, to: day } });
  return `${day}T${clockOf(minuteOf(days[0]?.times.maghrib ?? '18:00') + when.afterMaghrib)}`;
}
