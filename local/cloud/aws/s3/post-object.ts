import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { checkSignature } from '../sigv4.ts';
import { checkedKey, refuseUnknown } from './accepted.ts';
import { OWN_CHECKSUM } from './checksum.ts';
import { refusal } from './errors.ts';
import { type Answer, type Exchange, encodeKey, keptHeaders, type Operation, objectArn } from './exchange.ts';
import { DESCRIBING, keepWhole } from './object-operations.ts';
import { checkPolicy, type Fields } from './post-policy.ts';
import { receive } from './receive.ts';
import { xml } from './xml.ts';

const MAX_FIELDS_BYTES = 20_480;

function openForm(contentType = ''): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: (name) => name === 'file',
      preservePath: true,
      limits: { fieldSize: MAX_FIELDS_BYTES + 1 },
    });
  } catch {
    throw refusal('PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data');
  }
}

/** Reads the fields before the file; the file itself stays a stream. What follows it is ignored, as in S3. */
function readForm({ headers, body }: Exchange): Promise<{ fields: Fields; file: AsyncIterable<Buffer> }> {
  const form = openForm(headers['content-type']);
  const fields: Fields = new Map();
  let size = 0;
  return new Promise((resolve, reject) => {
    form.on('field', (name, value) => {
      size += Buffer.byteLength(value);
      if (size > MAX_FIELDS_BYTES) reject(refusal('MaxPostPreDataLengthExceeded'));
      fields.set(name.toLowerCase(), value);
    });
    form.on('file', (_, file, fileName) => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder S3 itself defines
      const key = (fields.get('key') ?? '').replaceAll('${filename}', fileName ?? '');
      // A refused file is read no further, and when it then breaks off nobody else would hear of it: an error that
      // nobody listens to ends the process. Whoever reads the file still gets it.
      file.on('error', () => {});
      resolve({ fields: new Map(fields).set('key', key), file });
    });
    form.on('finish', () => reject(refusal('InvalidArgument', 'POST requires exactly one file upload per request.')));
    form.on('error', () => reject(refusal('MalformedPOSTRequest')));
    pipeline(body, form).catch(reject);
  });
}

function answer({ bucket, headers: sent }: Exchange, key: string, fields: Fields, told: { etag: string }): Answer {
  const headers = { ...told, location: `http://${sent.host}/${bucket.name}/${encodeKey(key)}` };
  const redirect = fields.get('success_action_redirect') ?? '';
  if (URL.canParse(redirect)) {
    const location = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: bucket.name, key, etag: told.etag }))
      location.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: location.href } };
  }
  const status = Number(fields.get('success_action_status'));
  if (status !== 201) return { status: status === 200 ? 200 : 204, headers };
  const created = { Location: headers.location, Bucket: bucket.name, Key: key, ETag: told.etag };
  return xml('PostResponse', created, { status, headers });
}

/**
 * A browser's form upload: 1. signature of the policy, 2. every condition of the policy, 3. permission of the
 * signer, 4. the file's bytes onto disk, stopped as soon as they are too many.
 */
const run: Operation['run'] = async (exchange) => {
  const { bucket, store, clock, secretFor, permit } = exchange;
  const { fields, file } = await readForm(exchange);
  const text = (name: string) => fields.get(name) || undefined;
  const [policy, credential, signature] = [text('policy'), text('x-amz-credential'), text('x-amz-signature')];
  if (!policy || !credential || !signature) throw refusal('AccessDenied');
  const by = checkSignature(secretFor, credential, policy, signature);
  const { minBytes, maxBytes } = checkPolicy(fields.set('bucket', bucket.name), clock.now());
  const key = checkedKey(text('key') ?? '');
  if (key === '') throw refusal('InvalidArgument', "Bucket POST must contain a field named 'key' before the file.");
  const sent = Object.fromEntries(fields);
  refuseUnknown('PostObject', postObject, sent);
  await permit('PutObject', objectArn(bucket, key), by);
  const headers = keptHeaders(sent);
  const claims = { payloadHash: 'UNSIGNED-PAYLOAD', headers: sent, fallback: OWN_CHECKSUM, maxBytes };
  const received = await receive(file, store.folder, claims);
  if (received.size < minBytes) {
    store.discard(received.file);
    throw refusal('EntityTooSmall');
  }
  const told = keepWhole({ ...exchange, key }, received, { eventName: 'ObjectCreated:Post', by, headers });
  return answer(exchange, key, fields, told);
};

export const postObject: Operation = { route: 'POST bucket', honours: [...DESCRIBING, 'x-amz-checksum-*'], run };
