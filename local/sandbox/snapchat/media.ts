import { createDecipheriv, createHash, randomUUID } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';
import { type Exchange, json, type Reply } from '#cloud/outside/sandbox.ts';
import type { SnapchatSwitches } from '../snapchat.ts';
import { SnapRefusal } from './refusal.ts';

const DAY = 86_400_000;
const [PART_MAX, PARTS_MAX] = [33_554_432, 35];

export type SnapMedia = {
  id: string;
  profile: string;
  type: string;
  state: 'open' | 'processing' | 'ready' | 'expired';
  sha256: string;
};

/** Files that came up encrypted. Their bytes are opened with the key that came with them, and looked at. */
export function createSnapMedia({ db, clock }: Ground, switches: SnapchatSwitches) {
  db.exec(`CREATE TABLE IF NOT EXISTS snapchat_media (id TEXT PRIMARY KEY, profile TEXT, type TEXT, key TEXT, iv TEXT,
    created INTEGER, ready INTEGER, sha256 TEXT, bytes BLOB);
    CREATE TABLE IF NOT EXISTS snapchat_parts (media TEXT, part INTEGER, bytes BLOB, PRIMARY KEY (media, part))`);
  const sql = {
    add: db.prepare("INSERT INTO snapchat_media VALUES (?, ?, ?, ?, ?, ?, NULL, '', NULL)"),
    find: db.prepare('SELECT * FROM snapchat_media WHERE id = ?'),
    part: db.prepare('INSERT OR REPLACE INTO snapchat_parts VALUES (?, ?, ?)'),
    parts: db.prepare('SELECT part, bytes FROM snapchat_parts WHERE media = ? ORDER BY part'),
    clear: db.prepare('DELETE FROM snapchat_parts WHERE media = ?'),
    finish: db.prepare('UPDATE snapchat_media SET ready = ?, sha256 = ?, bytes = ? WHERE id = ?'),
  };

  const begin = ({ params }: Exchange, profile: string): Reply => {
    const { type = '', name = '', key = '', iv = '' } = params;
    const sizes = [Buffer.from(key, 'base64').length, Buffer.from(iv, 'base64').length];
    if (!['IMAGE', 'VIDEO'].includes(type) || name === '')
      throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'type or name');
    if (sizes[0] !== 32 || sizes[1] !== 16) throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'key or iv');
    const id = randomUUID();
    sql.add.run(id, profile, type, key, iv, clock.now());
    const at = `/us/v1/public_profiles/${profile}/media/${id}/multipart-upload?r=1`;
    const body = { request_id: randomUUID(), request_status: 'SUCCESS', media_id: id, add_path: at, finalize_path: at };
    return { ...json(body), accepted: { account: profile, id } };
  };

  const upload = async ({ body, headers }: Exchange, id: string, profile: string): Promise<Reply> => {
    const row = sql.find.get(id);
    if (row?.profile !== profile) throw new SnapRefusal(404, 'NOT_FOUND');
    if (body.length > PART_MAX) throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'Media size is too large');
    const sent = new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } });
    const form = await sent.formData().catch(() => new FormData());
    const file = form.get('file');
    if (form.get('action') === 'ADD') {
      const part = Number(form.get('part_number'));
      if (!(part >= 1 && part <= PARTS_MAX) || !(file instanceof Blob))
        throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'part');
      sql.part.run(id, part, new Uint8Array(await file.arrayBuffer()));
    } else if (form.get('action') === 'FINALIZE') finish(id, row);
    else throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'action');
    return { ...json({ request_id: randomUUID(), request_status: 'success' }), accepted: { account: profile, id } };
  };

  const finish = (id: string, { key, iv, type }: Record<string, unknown>): void => {
    const parts = sql.parts.all(id);
    if (parts.length === 0 || parts.some(({ part }, index) => Number(part) !== index + 1))
      throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'parts are missing');
    const cipher = Buffer.concat(parts.map(({ bytes }) => bytes as Uint8Array));
    const plain = opened(cipher, String(key), String(iv));
    if (!plain || !isKnown(plain, String(type)))
      throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'the file cannot be read');
    const sha256 = createHash('sha256').update(plain).digest('hex');
    sql.finish.run(clock.now() + switches.get().processingMs, sha256, plain, id);
    sql.clear.run(id);
  };

  return {
    begin,
    upload,
    media(id: string): SnapMedia | undefined {
      const row = sql.find.get(id);
      if (!row) return undefined;
      const isOld = clock.now() - Number(row.created) >= DAY;
      const isReady = row.ready !== null && clock.now() >= Number(row.ready);
      const state = isOld ? 'expired' : row.ready === null ? 'open' : isReady ? 'ready' : 'processing';
      return { id, profile: String(row.profile), type: String(row.type), state, sha256: String(row.sha256) };
    },
    file(id: string): Reply | undefined {
      const bytes = sql.find.get(id)?.bytes;
      return bytes ? { status: 200, headers: { 'content-type': 'image/jpeg' }, body: bytes as Uint8Array } : undefined;
    },
  };
}

function opened(cipher: Buffer, key: string, iv: string): Buffer | undefined {
  try {
    const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key, 'base64'), Buffer.from(iv, 'base64'));
    return Buffer.concat([decipher.update(cipher), decipher.final()]);
  } catch {
    return undefined;
  }
}

const isKnown = (bytes: Buffer, type: string): boolean =>
  type === 'VIDEO'
    ? bytes.toString('latin1', 4, 8) === 'ftyp'
    : ['ffd8ff', '89504e'].includes(bytes.toString('hex', 0, 3));
