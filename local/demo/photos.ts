import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Media } from '#shared/media/contract.ts';
import type { Api } from './api.ts';

/** The drawings in `photos/`, with what a blind reader hears. */
const descriptions = {
  'latte-from-above': 'كوب لاتيه برسمة وردة على طاولة خشبية، بجانبه ملعقة وحبوب بن',
  'dallah-and-dates': 'دلة نحاسية وثلاثة فناجين قهوة عربية وصحن تمر على سدو أحمر',
  'sea-front-at-sunset': 'بوم شراعي عند الغروب أمام أبراج الكويت',
  'storefront-at-night': 'واجهة المقهى ليلاً بأضواء معلقة وطاولة على الرصيف',
  'karak-with-cardamom': 'كوبا كرك ساخن مع هيل وقرفة على صينية نحاسية',
  'ramadan-lantern': 'فانوس رمضان مضيء تحت الهلال',
} as const;

export type Photo = keyof typeof descriptions;
export const photos = Object.keys(descriptions) as Photo[];
export type Shots = ReadonlyMap<Photo, Buffer>;

/** Where a build leaves the photos, because drawing them takes seconds. */
const built = fileURLToPath(new URL('../../dist/photos', import.meta.url));

/** All photos as JPEG files: those of the build, or drawn now. */
export async function takePhotos(): Promise<Shots> {
  if (photos.every((photo) => existsSync(join(built, `${photo}.jpg`)))) return readPhotos(built);
  const { renderPhotos } = await import('./render-photos.ts');
  const folder = await mkdtemp(join(tmpdir(), 'demo-photos-'));
  try {
    await renderPhotos(photos, folder);
    return await readPhotos(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readPhotos(folder: string): Promise<Shots> {
  const shots = photos.map(async (photo) => [photo, await readFile(join(folder, `${photo}.jpg`))] as const);
  return new Map(await Promise.all(shots));
}

/** Brings one photo into a library through the real upload gate. */
export async function uploadPhoto(api: Api, photo: Photo, file: Buffer): Promise<Media> {
  const announced = { fileName: `${photo}.jpg`, contentType: 'image/jpeg' as const, bytes: file.length };
  const { media, form } = await api.media.upload({ body: announced });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }));
  const sent = await fetch(form.url, { method: 'POST', body });
  if (!sent.ok) throw new Error(`The upload of ${photo} answered ${sent.status}: ${await sent.text()}`);
  const params = { mediaId: media.mediaId };
  await api.media.finish({ params });
  const checked = await whenChecked(api, media.mediaId);
  if (checked.state !== 'ready') throw new Error(`${photo} is ${checked.state}: ${checked.reason}`);
  return api.media.describe({ params, body: { altText: descriptions[photo] } });
}

const GLANCE_MS = 50;

/** A file once the workers have said what they think of it. */
export async function whenChecked(api: Api, mediaId: string): Promise<Media> {
  for (;;) {
    const media = await api.media.get({ params: { mediaId } });
    if (media.state !== 'checking') return media;
    await new Promise((resolve) => setTimeout(resolve, GLANCE_MS));
  }
}
