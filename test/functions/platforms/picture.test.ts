import { afterAll, beforeAll, expect, it } from 'vitest';
import { pictureFrom } from '#functions/platforms/picture.ts';
import { photo, startImageHost } from '#test/support/image-host.ts';

let host: Awaited<ReturnType<typeof startImageHost>>;
beforeAll(async () => {
  host = await startImageHost();
});
afterAll(() => host.close());

it('a small picture becomes a data URL of what it really is', async () => {
  const bytes = await photo(150, 150, 'png');

  expect(await pictureFrom(host.put('a', bytes, 'image/jpeg'))).toBe(
    `data:image/png;base64,${bytes.toString('base64')}`,
  );
});

it.each([
  ['too large', Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(70_000)])],
  ['drawn as SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['a page', Buffer.from('<!doctype html>')],
  ['empty', Buffer.alloc(0)],
])('what is %s is left out', async (_, bytes) => {
  expect(await pictureFrom(host.put('b', bytes))).toBeUndefined();
});

it('what is not there, or no address at all, is left out', async () => {
  expect(await pictureFrom(`${host.url}/none`)).toBeUndefined();
  expect(await pictureFrom('not an address')).toBeUndefined();
});
