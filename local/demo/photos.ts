import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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

const inThisFolder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Turns a drawing into a photo, in a process of its own: the media function forbids drawings to the image library,
 * and what one thread forbids holds for the whole process.
 */
async function render(photo: Photo): Promise<Buffer> {
  const script = [inThisFolder('./render-photo.ts'), inThisFolder(`./photos/${photo}.svg`)];
  const { stdout } = await promisify(execFile)(process.execPath, script, { encoding: 'buffer', maxBuffer: 20_000_000 });
  return stdout;
}

/** Brings one photo into a library through the real upload gate. */
export async function uploadPhoto(api: Api, photo: Photo): Promise<Media> {
  const file = await render(photo);
  const announced = { fileName: `${photo}.jpg`, contentType: 'image/jpeg' as const, bytes: file.length };
  const { media, form } = await api.media.upload({ body: announced });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }));
  const sent = await fetch(form.url, { method: 'POST', body });
  if (!sent.ok) throw new Error(`The upload of ${photo} answered ${sent.status}: ${await sent.text()}`);
  const params = { mediaId: media.mediaId };
  await api.media.finish({ params });
  return api.media.describe({ params, body: { altText: descriptions[photo] } });
}
