import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import type { Ground } from '#cloud/aws/service.ts';
import { type Exchange, json, type Reply } from '#cloud/outside/sandbox.ts';
import { invalid, XRefusal } from './refusal.ts';

const DAY = 86_400_000;
const IMAGE_MAX = 5_242_880;

/** 19 digits, always odd: above 2^53 it does not survive a reader that makes numbers of ids. */
export const xId = (): string =>
  `17${randomInt(10_000_000, 99_999_999)}${randomInt(10_000_000, 99_999_999)}${'1357'[randomInt(4)]}`;

export type XFile = { id: string; account: string; category: string; ready: boolean; alt: string };

/** Files that were brought to X in pieces. Nothing of them is public until a post names them. */
export function createXMedia({ db, clock }: Ground, switches: { get(): { chunkMax: number } }) {
  db.exec(`CREATE TABLE IF NOT EXISTS x_media (id TEXT PRIMARY KEY, account TEXT, category TEXT, type TEXT, total INTEGER,
    created INTEGER, state TEXT, alt TEXT, bytes BLOB);
    CREATE TABLE IF NOT EXISTS x_segments (media TEXT, segment INTEGER, bytes BLOB, PRIMARY KEY (media, segment))`);
  const sql = {
    add: db.prepare("INSERT INTO x_media VALUES (?, ?, ?, ?, ?, ?, 'open', '', NULL)"),
    find: db.prepare('SELECT * FROM x_media WHERE id = ?'),
    segment: db.prepare('INSERT OR REPLACE INTO x_segments VALUES (?, ?, ?)'),
    segments: db.prepare('SELECT segment, bytes FROM x_segments WHERE media = ? ORDER BY segment'),
    clear: db.prepare('DELETE FROM x_segments WHERE media = ?'),
    finish: db.prepare("UPDATE x_media SET state = 'ready', bytes = ? WHERE id = ?"),
    describe: db.prepare('UPDATE x_media SET alt = ? WHERE id = ?'),
  };
  const own = (id: string, account: string) => {
    const row = sql.find.get(id);
    if (row?.account !== account || clock.now() - Number(row.created) >= DAY)
      throw invalid('Your media IDs are invalid.');
    return row;
  };

  return {
    begin({ params }: Exchange, account: string): Reply {
      const { media_type: type = '', media_category: category = '', total_bytes: total = '' } = params;
      if (!/^(image\/(jpeg|png|webp|gif)|video\/(mp4|quicktime))$/.test(type))
        throw invalid('media_type is not supported');
      if (!/^tweet_(image|gif|video)$/.test(category)) throw invalid('media_category is not supported');
      if (!/^\d+$/.test(total)) throw invalid('total_bytes is missing');
      const id = xId();
      sql.add.run(id, account, category, type, Number(total), clock.now());
      const data = { id, media_key: `3_${id}`, expires_after_secs: DAY / 1000 };
      return { ...json({ data }), accepted: { account, id } };
    },
    async append({ body, headers }: Exchange, id: string, account: string): Promise<Reply> {
      own(id, account);
      if (body.length > switches.get().chunkMax) return { status: 413, body: '' };
      const sent = new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } });
      const form = await sent.formData().catch(() => new FormData());
      const [segment, media] = [form.get('segment_index'), form.get('media')];
      if (typeof segment !== 'string' || !/^\d{1,3}$/.test(segment)) throw invalid('segment_index is missing');
      if (!(media instanceof Blob)) throw invalid('media is missing');
      sql.segment.run(id, Number(segment), new Uint8Array(await media.arrayBuffer()));
      return { status: 204, body: '', accepted: { account, id } };
    },
    async finish(id: string, account: string): Promise<Reply> {
      const row = own(id, account);
      const parts = sql.segments.all(id);
      if (parts.some(({ segment }, index) => Number(segment) !== index)) throw invalid('Segments do not add up');
      const bytes = Buffer.concat(parts.map(({ bytes: part }) => part as Uint8Array));
      if (bytes.length !== Number(row.total)) throw invalid('Size does not match');
      const isImage = row.category === 'tweet_image';
      if (isImage && bytes.length > IMAGE_MAX) throw invalid('File size exceeds 5242880 bytes.');
      const image = isImage
        ? await sharp(bytes)
            .metadata()
            .catch(() => undefined)
        : undefined;
      if (isImage && !image) throw invalid('media type unrecognized.');
      sql.finish.run(bytes, id);
      sql.clear.run(id);
      const shape = image ? { image: { w: image.width, h: image.height, image_type: row.type } } : {};
      const data = { id, media_key: `3_${id}`, size: bytes.length, expires_after_secs: DAY / 1000, ...shape };
      return { ...json({ data }), accepted: { account, id } };
    },
    status(id: string, account: string): Reply {
      own(id, account);
      return json({
        data: { id, media_key: `3_${id}`, processing_info: { state: 'succeeded', progress_percent: 100 } },
      });
    },
    describe({ body }: Exchange, account: string): Reply {
      const { id = '', metadata } = JSON.parse(body.toString()) as {
        id?: string;
        metadata?: { alt_text?: { text?: string } };
      };
      const text = metadata?.alt_text?.text ?? '';
      own(id, account);
      if (text === '' || text.length > 1000) throw invalid('alt_text is not valid');
      sql.describe.run(text, id);
      return { ...json({ data: { id } }), accepted: { account, id } };
    },
    /** The file as a post may name it. */
    usable(id: string, account: string): XFile {
      const row = own(id, account);
      if (row.state !== 'ready') throw invalid('Your media IDs are invalid.', { 'media.media_ids': [id] });
      return { id, account, category: String(row.category), ready: true, alt: String(row.alt) };
    },
    /** Its bytes, for people who look at a post. */
    file(id: string): Reply {
      const row = sql.find.get(id);
      if (!row?.bytes) throw new XRefusal(404, {});
      return { status: 200, headers: { 'content-type': String(row.type) }, body: row.bytes as Uint8Array };
    },
  };
}
export type XMedia = ReturnType<typeof createXMedia>;
