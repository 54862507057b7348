import * as z from 'zod/mini';
import type { PublicEndpoints } from '#cloud/run/public-endpoints.ts';
import type { Media } from '#shared/media/contract.ts';
import { type Platform, platforms } from '#shared/platforms/platform.ts';
import { type Api, readJson } from './api.ts';
import { connectAccount } from './connect-account.ts';
import { join } from './join.ts';
import { keepPrayersClear } from './keep-prayers-clear.ts';
import { type Photo, photos, type Shots, takePhotos, uploadPhoto } from './photos.ts';
import { cafeAccounts, cafePosts, type PlannedPost, restaurantAccounts, restaurantPosts } from './plan.ts';
import { State, writePosts } from './write-posts.ts';

type Login = PublicEndpoints['logins'][number];

const people = {
  owner: { email: 'owner@kuwait-social.example', password: 'Platform-Owner-1', name: 'نورة الصباح', language: 'ar' },
  admin: { email: 'admin@kuwait-social.example', password: 'Platform-Admin-1', name: 'Yousef Al-Ali', language: 'en' },
  manager: { email: 'manager@mubarakiya.example', password: 'Mubarakiya-2026', name: 'فاطمة العنزي', language: 'ar' },
  editor: { email: 'editor@mubarakiya.example', password: 'Mubarakiya-2026', name: 'Ali Hussain', language: 'en' },
  viewer: { email: 'viewer@mubarakiya.example', password: 'Mubarakiya-2026', name: 'بدر الكندري', language: 'ar' },
  neighbour: { email: 'manager@bahar.example', password: 'Bahar-Seafood-26', name: 'سالم الرشيد', language: 'ar' },
} as const;

/** Invited by the café, and not there yet: so that its team has somebody to wait for. */
const awaited = { email: 'photos@mubarakiya.example', name: 'دانة المطيري', role: 'editor', language: 'ar' } as const;

const Invoked = z.object({ ok: z.boolean(), errorMessage: z.optional(z.string()) });

/**
 * Fills an empty local cloud with a café, its neighbour, their teams, photos, accounts and posts. Uses only what any
 * client of the product can use: the public API, the mails it sends and the networks' consent pages; the very first
 * owner is invited by hand, as after a deployment. Refuses when that was done before.
 */
export async function seedDemo(endpoints: PublicEndpoints): Promise<Login[]> {
  const enter = (who: keyof typeof people) => join(endpoints, people[who].email, people[who].password);
  const shooting = takePhotos();
  const clock = await readJson(State, `${endpoints.control}/state`);
  await inviteOwner(endpoints.control);
  const owner = await enter('owner');
  await owner.auth.addStaff({ body: invitation('admin') });
  await owner.clients.create({
    body: { name: 'مقهى المباركية', nameEn: 'Mubarakiya Café', manager: invitation('manager') },
  });
  await owner.clients.create({
    body: { name: 'مطعم بحر', nameEn: 'Bahar Seafood', manager: invitation('neighbour') },
  });
  const [manager, neighbour] = await Promise.all([enter('manager'), enter('neighbour'), enter('admin')]);
  for (const role of ['editor', 'viewer'] as const)
    await manager.clients.addMember({ body: { ...invitation(role), role } });
  await manager.clients.addMember({ body: awaited });
  const given = { shots: await shooting, now: clock.clock.now };
  await keepPrayersClear(manager);
  await Promise.all([
    enter('editor'),
    enter('viewer'),
    furnish(manager, { ...given, accounts: cafeAccounts, library: photos, planned: cafePosts }),
    furnish(neighbour, {
      ...given,
      accounts: restaurantAccounts,
      library: ['sea-front-at-sunset'],
      planned: restaurantPosts,
    }),
  ]);
  await subscribe(manager);
  return Object.entries(people).map(([role, { email, password }]) => ({
    role: role === 'neighbour' ? 'manager' : role,
    email,
    password,
  }));
}

const invitation = (who: keyof typeof people) => {
  const { email, name, language } = people[who];
  return { email, name, language };
};

async function inviteOwner(control: string): Promise<void> {
  const outcome = await readJson(Invoked, `${control}/functions/auth-first-owner/invoke`, invitation('owner'));
  if (!outcome.ok) throw new Error(`The demo needs an empty local cloud: ${outcome.errorMessage}`);
}

/** The café pays for a month with KNET, as its manager would; the neighbour still tries for free. */
async function subscribe(api: Api): Promise<void> {
  const body = { planId: 'pro', interval: 'month', method: 'kn', language: 'ar' } as const;
  const { paymentId, url = '' } = await api.payments.checkout({ body });
  const paid = new URLSearchParams({ outcome: 'success', gateway: 'KNET' });
  await fetch(url, { method: 'POST', body: paid, redirect: 'manual' });
  await api.payments.check({ params: { paymentId } });
}

type Furniture = {
  accounts: Readonly<Partial<Record<Platform, string>>>;
  library: readonly Photo[];
  planned: readonly PlannedPost[];
  shots: Shots;
  now: number;
};

/** Gives one business its library, its connected accounts and its posts. */
async function furnish(api: Api, { accounts, library, planned, shots, now }: Furniture): Promise<void> {
  const connected = new Map<Platform, string>();
  for (const platform of platforms) {
    const username = accounts[platform];
    if (username) connected.set(platform, (await connectAccount(api, platform, username)).accountId);
  }
  const images = new Map<Photo, Media>();
  for (const photo of library) images.set(photo, await uploadPhoto(api, photo, shots.get(photo) ?? Buffer.alloc(0)));
  await writePosts(api, planned, { accounts: connected, images, now });
}

/** For trying it by hand: `node local/demo/seed.ts` fills the local cloud that is running. */
if (import.meta.main) {
  const { readFileSync } = await import('node:fs');
  const file = new URL('../../.local/endpoints.json', import.meta.url);
  console.log(await seedDemo(JSON.parse(readFileSync(file, 'utf8'))));
}
