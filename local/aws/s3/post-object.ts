import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../service.ts';
import { checkSignature } from '../sigv4.ts';
import { createByteReader } from './byte-reader.ts';
import { type Answer, type Exchange, header, keptHeaders, type Operation, objectArn, xml } from './exchange.ts';
import { checkPolicy, type Fields } from './post-policy.ts';
import { receive } from './upload.ts';
import { toXml } from './xml.ts';

/** Reads the fields before the file; the file itself stays a stream. What follows it is ignored, as in S3. */
async function readForm(exchange: Exchange): Promise<{ fields: Fields; file: AsyncIterable<Buffer> }> {
  const boundary = /boundary="?([^";]+)"?/.exec(header(exchange, 'content-type') ?? '')?.[1];
  if (boundary === undefined)
    throw new AwsError('PreconditionFailed', 'Bucket POST must be of the enclosure-type multipart/form-data', 412);
  const reader = createByteReader(exchange.body);
  const fields: Fields = new Map();
  await reader.text(`--${boundary}`);
  for (;;) {
    const head = await reader.text('\r\n');
    if (head.startsWith('--'))
      throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.');
    const partHeaders = await reader.text('\r\n\r\n');
    const name = /\bname="([^"]*)"/.exec(partHeaders)?.[1]?.toLowerCase() ?? '';
    if (name === 'file') {
      const fileName = /filename="([^"]*)"/.exec(partHeaders)?.[1] ?? '';
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder S3 itself defines
      fields.set('key', (fields.get('key') ?? '').replaceAll('${filename}', fileName));
      return { fields, file: reader.until(`\r\n--${boundary}`) };
    }
    fields.set(name, await reader.text(`\r\n--${boundary}`));
  }
}

function answer(exchange: Exchange, fields: Fields, key: string, md5: string): Answer {
  const { bucket } = exchange;
  const headers = {
    etag: `"${md5}"`,
    location: `http://${header(exchange, 'host')}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`,
  };
  const redirect = fields.get('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const location = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket: bucket.name, key, etag: headers.etag }))
      location.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: location.href } };
  }
  const status = fields.get('success_action_status');
  if (status === '200') return { status: 200, headers };
  if (status !== '201') return { status: 204, headers };
  const body = xml(
    toXml('PostResponse', { Location: headers.location, Bucket: bucket.name, Key: key, ETag: headers.etag }),
    201,
  );
  return { ...body, headers: { ...body.headers, ...headers } };
}

/**
 * A browser's form upload: 1. signature of the policy, 2. every condition of the policy, 3. permission of the
 * signer, 4. the file's bytes onto disk, stopped as soon as they are too many.
 */
export const postObject: Operation = async (exchange) => {
  const { bucket, store, clock, secretFor, permit, emit } = exchange;
  const { fields, file } = await readForm(exchange);
  const [policy, credential, signature] = ['policy', 'x-amz-credential', 'x-amz-signature'].map((name) =>
    fields.get(name),
  );
  if (!policy || !credential || !signature) throw new AwsError('AccessDenied', 'Access Denied', 403);
  const accessKeyId = checkSignature(secretFor, credential, policy, signature);
  const { minBytes, maxBytes } = checkPolicy(fields.set('bucket', bucket.name), clock.now());
  const key = fields.get('key') ?? '';
  if (key === '') throw new AwsError('InvalidArgument', "Bucket POST must contain a field named 'key'.");
  await permit('PutObject', objectArn(bucket, key), accessKeyId);

  const claims = { payloadHash: 'UNSIGNED-PAYLOAD', headers: {}, ...(maxBytes !== undefined && { maxBytes }) };
  const upload = await receive(file, store.folder, claims);
  if (upload.size < minBytes) {
    await rm(join(store.folder, upload.file));
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const { size, md5 } = upload;
  const headers = keptHeaders(Object.fromEntries(fields));
  store.put(bucket.name, { key, file: upload.file, size, etag: md5, modifiedAt: clock.now(), headers, checksums: {} });
  emit('ObjectCreated:Post', key, size, md5);
  return answer(exchange, fields, key, md5);
};
