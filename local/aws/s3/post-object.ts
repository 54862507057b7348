import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { AwsError } from '../service.ts';
import { checkSignature } from '../sigv4.ts';
import { OWN_CHECKSUM } from './checksum.ts';
import {
  type Answer,
  DESCRIBING,
  ENCRYPTED,
  type Exchange,
  invalid,
  keptHeaders,
  type Operation,
  objectArn,
  xml,
} from './exchange.ts';
import { checkPolicy, type Fields } from './post-policy.ts';
import { receive } from './receive.ts';
import { checkedKey, refuseUnknown } from './route.ts';
import { toXml } from './xml.ts';

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
    throw new AwsError('PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data', 412);
  }
}

/** Reads the fields before the file; the file itself stays a stream. What follows it is ignored, as in S3. */
function readForm({ headers, body }: Exchange): Promise<{ fields: Fields; file: AsyncIterable<Buffer> }> {
  const form = openForm(headers['content-type']);
  const fields: Fields = new Map();
  let size = 0;
  return new Promise((resolve, reject) => {
    const refuse = (error: AwsError) => reject(error);
    form.on('field', (name, value) => {
      size += Buffer.byteLength(value);
      if (size > MAX_FIELDS_BYTES)
        refuse(
          new AwsError(
            'MaxPostPreDataLengthExceeded',
            'Your POST request fields preceding the upload file were too large.',
          ),
        );
      fields.set(name.toLowerCase(), value);
    });
    form.on('file', (_, file, fileName) => {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder S3 itself defines
      const key = fields.get('key')?.replaceAll('${filename}', fileName ?? '');
      resolve({ fields: key === undefined ? fields : new Map(fields).set('key', key), file });
    });
    form.on('finish', () => refuse(invalid('POST requires exactly one file upload per request.')));
    form.on('error', () =>
      refuse(new AwsError('MalformedPOSTRequest', 'The body of your POST request is not well-formed form-data.')),
    );
    pipeline(body, form).catch(reject);
  });
}

function answer(
  { bucket, headers: sent }: Exchange,
  fields: Fields,
  key: string,
  found: Record<string, string>,
): Answer {
  const headers = {
    ...found,
    location: `http://${sent.host}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`,
    ...ENCRYPTED,
  };
  const redirect = fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const location = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: bucket.name, key, etag: found.etag ?? '' }))
      location.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: location.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers };
  if (status !== '201') return { status: 204, headers };
  const body = { Location: headers.location, Bucket: bucket.name, Key: key, ETag: found.etag };
  const created = xml(toXml('PostResponse', body), 201);
  return { ...created, headers: { ...created.headers, ...headers } };
}

/**
 * A browser's form upload: 1. signature of the policy, 2. every condition of the policy, 3. permission of the
 * signer, 4. the file's bytes onto disk, stopped as soon as they are too many.
 */
const run: Operation['run'] = async (exchange) => {
  const { bucket, store, clock, secretFor, permit } = exchange;
  const { fields, file: bytes } = await readForm(exchange);
  const [policy, credential, signature] = ['policy', 'x-amz-credential', 'x-amz-signature'].map((name) =>
    fields.get(name),
  );
  if (!policy || !credential || !signature) throw new AwsError('AccessDenied', 'Access Denied', 403);
  const by = checkSignature(secretFor, credential, policy, signature);
  const { minBytes, maxBytes } = checkPolicy(fields.set('bucket', bucket.name), clock.now());
  const key = checkedKey(fields.get('key') ?? '');
  if (key === '')
    throw invalid(
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  const sent = Object.fromEntries(fields);
  refuseUnknown('PostObject', postObject, sent);
  await permit('PutObject', objectArn(bucket, key), by);

  const headers = keptHeaders(sent);
  const claims = {
    payloadHash: 'UNSIGNED-PAYLOAD',
    headers: sent,
    fallback: OWN_CHECKSUM,
    ...(maxBytes !== undefined && { maxBytes }),
  };
  const { file, size, md5, checksums: found } = await receive(bytes, store.folder, claims);
  if (size < minBytes)
    store.discard(
      file,
      new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size'),
    );
  const checksums = { ...found, 'x-amz-checksum-type': 'FULL_OBJECT' };
  const object = { key, file, size, etag: md5, modifiedAt: clock.now(), headers, checksums };
  store.put(bucket, object, { eventName: 'ObjectCreated:Post', by });
  return answer(exchange, fields, key, { etag: `"${md5}"`, ...checksums });
};

export const postObject: Operation = { route: 'POST bucket', honours: [...DESCRIBING, 'x-amz-checksum-*'], run };
