import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsError, readBody } from '../service.ts';
import { type Exchange, keptHeaders, type Operation, objectArn, xml } from './exchange.ts';
import type { Part } from './multipart-store.ts';
import { receive } from './upload.ts';
import { elements, text, toXml } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

const uploadOf = ({ query, bucket, key, uploads }: Exchange) => {
  const id = query.get('uploadId') ?? '';
  return { id, headers: uploads.headers(id, bucket.name, key) };
};

/** The stored parts a client wants joined, in its order; refuses gaps in what it says. */
function chosenParts(body: string, stored: Part[]): Part[] {
  const parts = elements(body, 'Part').map((part) => {
    const number = Number(text(part, 'PartNumber'));
    const match = stored.find((p) => p.number === number && p.etag === text(part, 'ETag')?.replaceAll('"', ''));
    if (match === undefined)
      throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
    return match;
  });
  if (parts.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed.');
  if (parts.some(({ number }, i) => number <= (parts[i - 1]?.number ?? 0))) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  if (parts.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}

const complete: Operation = async (exchange) => {
  const { bucket, key, request, store, uploads, clock, permit, emit } = exchange;
  await permit('PutObject', objectArn(bucket, key));
  const { id, headers } = uploadOf(exchange);
  const parts = chosenParts((await readBody(request, 2 * 1024 * 1024)).toString(), uploads.parts(id));
  const file = randomUUID();
  async function* joined() {
    for (const part of parts) yield* createReadStream(join(store.folder, part.file));
  }
  await pipeline(joined(), createWriteStream(join(store.folder, file)));
  const digest = createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex'))))
    .digest('hex');
  const etag = `${digest}-${parts.length}`;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const ifNoneMatch = request.headers['if-none-match'];
  store.put(bucket.name, { key, file, size, etag, modifiedAt: clock.now(), headers, checksums: {} }, { ifNoneMatch });
  uploads.end(id);
  emit('ObjectCreated:CompleteMultipartUpload', key, size, etag);
  return xml(toXml('CompleteMultipartUploadResult', { Bucket: bucket.name, Key: key, ETag: `"${etag}"` }));
};

/** Uploads in several parts. */
export const MULTIPART_OPERATIONS: Record<string, Operation> = {
  'POST object?uploads': async ({ bucket, key, request, uploads, permit }) => {
    await permit('PutObject', objectArn(bucket, key));
    const UploadId = uploads.begin(bucket.name, key, keptHeaders(request.headers));
    return xml(toXml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId }));
  },
  'PUT object?partNumber&uploadId': async (exchange) => {
    const { bucket, key, request, body, query, payloadHash, store, uploads, permit } = exchange;
    await permit('PutObject', objectArn(bucket, key));
    const { id } = uploadOf(exchange);
    const number = Number(query.get('partNumber'));
    if (!(number >= 1 && number <= 10_000))
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000');
    const { file, size, md5, checksums } = await receive(body, store.folder, {
      payloadHash,
      headers: request.headers,
    });
    uploads.putPart(id, { number, file, size, etag: md5 });
    return { status: 200, headers: { etag: `"${md5}"`, ...checksums } };
  },
  'GET object?uploadId': async (exchange) => {
    await exchange.permit('ListMultipartUploadParts', objectArn(exchange.bucket, exchange.key));
    const { id } = uploadOf(exchange);
    const parts = exchange.uploads
      .parts(id)
      .map(({ number, size, etag }) => ({ PartNumber: number, Size: size, ETag: `"${etag}"` }));
    const { bucket, key } = exchange;
    return xml(
      toXml('ListPartsResult', { Bucket: bucket.name, Key: key, UploadId: id, IsTruncated: false, Part: parts }),
    );
  },
  'POST object?uploadId': complete,
  'DELETE object?uploadId': async (exchange) => {
    await exchange.permit('AbortMultipartUpload', objectArn(exchange.bucket, exchange.key));
    exchange.uploads.end(uploadOf(exchange).id);
    return { status: 204 };
  },
};
