import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler } from '#functions/media/api.ts';
import { runVideoTool } from '#functions/media/run-video-tool.ts';
import { client } from '#shared/contract/client.ts';
import { media } from '#shared/media/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { boxesOf, film, trackOf, turned } from '#test/support/films.ts';
import { sendFor } from '#test/support/gateway.ts';
import { probeJpeg } from '#test/support/jpeg-probe.ts';
import { openMediaWork } from '#test/support/media.ts';
import type { Teammate } from '#test/support/people.ts';
import { sendForm } from '#test/support/send-form.ts';

const folder = mkdtempSync(join(tmpdir(), 'video-test-'));
let plain: Buffer;
beforeAll(async () => {
  plain = await film({ sound: true });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the engine on these bytes, in a folder of their own. */
async function converted(bytes: Uint8Array, timeout = 60_000) {
  const place = mkdtempSync(join(folder, 'run-'));
  writeFileSync(join(place, 'film'), bytes);
  const said = await runVideoTool(join(place, 'film'), place, timeout);
  const files = readdirSync(place);
  const read = (name: string) => (files.includes(name) ? readFileSync(join(place, name)) : Buffer.alloc(0));
  return { said, files, mp4: read('video.mp4'), poster: read('poster.jpg'), thumbnail: read('thumbnail.jpg') };
}

describe('a film', () => {
  it('that is fine is packed anew and not encoded: header first, and it begins at once', async () => {
    const { said, mp4, poster, thumbnail } = await converted(plain);
    expect(said).toMatchObject({ isRemuxed: true, video: { width: 640, height: 360, sound: { codec: 'aac' } } });
    expect(
      boxesOf(mp4)
        .map(({ type }) => type)
        .slice(0, 2),
    ).toEqual(['ftyp', 'moov']);
    expect(trackOf(mp4)).toEqual({ width: 640, height: 360, codec: 'avc1', isTurned: false });
    expect(probeJpeg(poster)).toMatchObject({ width: 640, height: 360, isComplete: true });
    expect(probeJpeg(thumbnail).width).toBe(480);
  }, 60_000);

  it.each([
    ['from a phone, in HEVC', () => film({ codec: 'hevc', format: 'mov' }), { width: 640, height: 360 }],
    ['without sound', () => film({ fps: 10 }), { width: 640, height: 360 }],
    ['of odd pictures a second, with sound', () => film({ fps: 12, sound: true }), { width: 640, height: 360 }],
    [
      'wider than networks take',
      () => film({ width: 2560, height: 1440, seconds: 0.4 }),
      { width: 1920, height: 1080 },
    ],
    ['taken upright', async () => turned(plain), { width: 360, height: 640 }],
  ] as const)(
    '%s is encoded into what all networks take',
    async (_, make, size) => {
      const { said, mp4 } = await converted(await make());
      expect(said).toMatchObject({ isRemuxed: false, video: size });
      expect(trackOf(mp4)).toEqual({ ...size, codec: 'avc1', isTurned: false });
      expect(
        boxesOf(mp4)
          .map(({ type }) => type)
          .slice(0, 2),
      ).toEqual(['ftyp', 'moov']);
    },
    120_000,
  );
});

/** The same film with four hundred bytes of nonsense in its header. */
function tornHeader(whole: Buffer): Buffer {
  const at = (boxesOf(whole).find(({ type }) => type === 'moov')?.at ?? 0) + 60;
  return Buffer.concat([whole.subarray(0, at), Buffer.alloc(400, 7), whole.subarray(at + 400)]);
}
const text = (words: string) => Buffer.from(words);
describe('what is no film', () => {
  it.each([
    ['a playlist called .mp4', () => text('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
    ['a list that names other files', () => text("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['nothing at all', () => Buffer.alloc(0)],
    ['a box and nothing in it', () => Buffer.concat([text('\0\0\0\x14ftypisom\0\0\0\0isom'), Buffer.alloc(4000)])],
    ['half a film', () => plain.subarray(0, plain.length / 2)],
    ['a film whose header is torn', () => tornHeader(plain)],
    ['a film of another box', () => film({ format: 'matroska' })],
  ] as const)(
    '%s is refused, and nothing is left but what came',
    async (_, make) => {
      const { said, files } = await converted(await make());
      expect(said).toMatchObject({ refused: expect.stringMatching(/^video_/) });
      expect(files.filter((name) => !['film', 'video.mp4'].includes(name))).toEqual([]);
    },
    60_000,
  );

  it('a film that keeps the engine busy too long is killed and refused', async () => {
    expect((await converted(plain, 20)).said).toEqual({ refused: 'video_unreadable' });
  }, 60_000);

  it.each([
    ['is not there', undefined],
    ['cannot load its own code', "import 'no-such-engine';"],
    ['says nothing', ''],
  ])('an engine that %s refuses no film: that is a fault of ours, and tried again', async (_, code) => {
    const tool = join(folder, 'tool.mjs');
    rmSync(tool, { force: true });
    if (code !== undefined) writeFileSync(tool, code);
    await expect(runVideoTool(join(folder, 'film'), folder, 10_000, tool)).rejects.toThrow();
  });
});

describe('a film that is uploaded', () => {
  let backend: Backend;
  let work: ReturnType<typeof openMediaWork>;
  let editor: Teammate;
  beforeAll(async () => {
    backend = await startBackend();
    work = openMediaWork(backend);
    editor = await backend.signInAs('editor');
  });
  afterAll(() => backend.close());
  const api = () => client(media, sendFor(handler, editor.token));

  async function uploaded(file: Buffer) {
    const { media: begun, form } = await api().upload({
      body: { fileName: 'فيديو.mp4', contentType: 'video/mp4', bytes: file.length },
    });
    await sendForm(form, file);
    await api().finish({ params: { mediaId: begun.mediaId } });
    await work.settle();
    return api().get({ params: { mediaId: begun.mediaId } });
  }
  const stored = async (url = '') => {
    const found = backend.s3.read('ksa-test-media', new URL(url).pathname.slice(1));
    return { bytes: Buffer.concat((await found?.body.toArray()) ?? []), type: found?.headers['content-type'] };
  };

  it('is in the library with cover and length, and can be played from the media host', async () => {
    const ready = await uploaded(plain);
    expect(ready).toMatchObject({ kind: 'video', state: 'ready', width: 640, height: 360, hasSound: true });
    expect(Math.abs((ready.durationMs ?? 0) - 1000)).toBeLessThan(150);
    const played = await stored(ready.url);
    expect(played.type).toBe('video/mp4');
    expect(trackOf(played.bytes).codec).toBe('avc1');
    expect(probeJpeg((await stored(ready.posterUrl)).bytes).width).toBe(640);
    await api().remove({ params: { mediaId: ready.mediaId } });
    expect((await stored(ready.url)).bytes.length).toBe(0);
  }, 60_000);

  it('leaves nothing on the disk, nor what a worker left that died', async () => {
    const place = mkdtempSync(join(folder, 'disk-'));
    vi.stubEnv('TMPDIR', place);
    const [dead, busy] = [join(place, 'film-dead'), join(place, 'film-busy')];
    for (const each of [dead, busy, join(place, 'other')]) mkdirSync(each);
    writeFileSync(join(dead, 'film'), 'x');
    const before = Date.now() / 1000 - 16 * 60;
    for (const each of [dead, join(place, 'other')]) utimesSync(each, before, before);
    await uploaded(plain);
    vi.unstubAllEnvs();
    expect(readdirSync(place).sort()).toEqual(['film-busy', 'other']);
  }, 60_000);

  it('and is none is refused with its reason', async () => {
    const half = await uploaded(plain.subarray(0, plain.length / 2));
    expect(half).toMatchObject({ state: 'refused', reason: 'video_unreadable' });
  }, 60_000);
});
