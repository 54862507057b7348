import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { algorithmOf, compositeOf, createDigest, OWN_CHECKSUM } from './checksum.ts';
import { refusal } from './errors.ts';
import { countOf, ENCRYPTED, type Exchange, keptHeaders, type Operation, objectArn } from './exchange.ts';
import type { Part, Upload } from './multipart-store.ts';
import { CHECKED, CONDITIONAL, DESCRIBING, writeCondition } from './object-operations.ts';
import { announcedLength, claimedChecksums, receive, receiveText } from './receive.ts';
import { fromXml, xml } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
const MAX_PARTS = 10_000;

const fieldOf = (checksum: string) => `Checksum${algorithmOf(checksum).toUpperCase()}`;
const uploadOf = ({ query, bucket, key, uploads }: Exchange): Upload =>
  uploads.find(query.get('uploadId') ?? '', bucket.name, key);

const create: Operation['run'] = async ({ bucket, key, headers: sent, clock, uploads, permit }) => {
  await permit('PutObject', objectArn(bucket, key));
  const algorithm = sent['x-amz-checksum-algorithm'];
  const checksum = algorithm === undefined ? OWN_CHECKSUM : `x-amz-checksum-${algorithm.toLowerCase()}`;
  createDigest(checksum);
  const type = sent['x-amz-checksum-type'] ?? (checksum === OWN_CHECKSUM ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type === 'COMPOSITE' ? checksum === OWN_CHECKSUM : checksum.includes('sha'))
    throw refusal('InvalidRequest', `The ${type} checksum type cannot be used with ${algorithmOf(checksum)}.`);
  const upload = { key, initiatedAt: clock.now(), headers: keptHeaders(sent), checksum, type };
  const UploadId = uploads.begin(bucket.name, upload);
  const told = algorithm && { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type };
  const headers = { ...ENCRYPTED, ...told };
  return xml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId }, { headers });
};

const putPart: Operation['run'] = async (exchange) => {
  const { bucket, key, headers, body, query, payloadHash, store, uploads, clock } = exchange;
  await exchange.permit('PutObject', objectArn(bucket, key));
  const { id, checksum, type } = uploadOf(exchange);
  const number = Number(query.get('partNumber'));
  if (!(Number.isInteger(number) && number >= 1 && number <= MAX_PARTS))
    throw refusal('InvalidArgument', `Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`);
  announcedLength({ headers, payloadHash });
  const [sent = 'null'] = claimedChecksums(headers);
  if (type === 'COMPOSITE' && sent !== checksum)
    throw refusal(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithmOf(checksum)}, actual checksum Type: ${algorithmOf(sent)}`,
    );
  const received = await receive(body, store.folder, { payloadHash, headers });
  store.commit(() => {
    uploadOf(exchange);
    return uploads.putPart(id, { ...received, number, modifiedAt: clock.now() });
  }, received.file);
  return { status: 200, headers: { etag: `"${received.md5}"`, ...received.checksums, ...ENCRYPTED } };
};

const Asked = z.catchall(z.object({ PartNumber: z.coerce.number(), ETag: z.string() }), z.string());
const Completion = z.object({
  CompleteMultipartUpload: z.object({ Part: z.array(Asked).check(z.minLength(1), z.maxLength(MAX_PARTS)) }),
});

/** The stored part that a client names, if it is as the client says. */
function chosenPart(asked: z.output<typeof Asked>, stored: Part[], { checksum, type }: Upload): Part {
  const part = stored.find(({ number, md5 }) => number === asked.PartNumber && md5 === asked.ETag.replaceAll('"', ''));
  if (part === undefined) throw refusal('InvalidPart');
  const isWrong = ([name, value]: [string, string]) => (asked[fieldOf(name)] ?? value) !== value;
  if (Object.entries(part.checksums).some(isWrong)) throw refusal('InvalidPart');
  if (type === 'COMPOSITE' && asked[fieldOf(checksum)] === undefined)
    throw refusal(
      'InvalidRequest',
      `The upload was created using a ${algorithmOf(checksum)} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
    );
  return part;
}

const complete: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, body, payloadHash, accessKeyId: by, store, uploads, clock } = exchange;
  await exchange.permit('PutObject', objectArn(bucket, key));
  const upload = uploadOf(exchange);
  const { checksum, type } = upload;
  const condition = writeCondition(exchange);
  // Checksums in the headers are those of the object, not of this body.
  const text = await receiveText(body, { payloadHash, headers: {} });
  const stored = uploads.parts(upload.id);
  const parts = fromXml(text, Completion).CompleteMultipartUpload.Part.map((part) => chosenPart(part, stored, upload));
  if (parts.some(({ number }, i) => number <= (parts[i - 1]?.number ?? 0))) throw refusal('InvalidPartOrder');
  if (parts.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) throw refusal('EntityTooSmall');
  async function* joined() {
    for (const part of parts) yield* createReadStream(join(store.folder, part.file));
  }
  const fallback = type === 'FULL_OBJECT' ? checksum : undefined;
  const claims = { payloadHash: '', headers: {}, maxBytes: MAX_OBJECT_BYTES, fallback };
  const { file, size, checksums: found } = await receive(joined(), store.folder, claims);
  const sum =
    found[checksum] ??
    (await compositeOf(
      checksum,
      parts.map((part) => part.checksums[checksum] ?? ''),
    ));
  const checksums: Record<string, string> = { [checksum]: sum, 'x-amz-checksum-type': type };
  if (Object.keys(sent).some((name) => name.startsWith('x-amz-checksum-') && sent[name] !== checksums[name])) {
    store.discard(file);
    throw refusal('BadDigest');
  }
  const digests = Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex')));
  const etag = `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
  const object = { key, file, size, etag, modifiedAt: clock.now(), headers: upload.headers, checksums };
  const eventName = 'ObjectCreated:CompleteMultipartUpload';
  store.put(bucket, object, { eventName, by, condition, also: () => uploads.end(upload.id) });
  const result = { Bucket: bucket.name, Key: key, ETag: `"${etag}"`, [fieldOf(checksum)]: sum, ChecksumType: type };
  return xml('CompleteMultipartUploadResult', result, { headers: ENCRYPTED });
};

const listParts: Operation['run'] = async (exchange) => {
  const { bucket, key, query, uploads } = exchange;
  await exchange.permit('ListMultipartUploadParts', objectArn(bucket, key));
  const { id, checksum, type } = uploadOf(exchange);
  const marker = query.has('part-number-marker') ? countOf(query, 'part-number-marker', MAX_PARTS) : 0;
  const max = countOf(query, 'max-parts');
  const rest = uploads.parts(id).filter(({ number }) => number > marker);
  const page = rest.slice(0, max);
  return xml('ListPartsResult', {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
    ChecksumAlgorithm: algorithmOf(checksum).toUpperCase(),
    ChecksumType: type,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number,
    MaxParts: max,
    IsTruncated: page.length < rest.length,
    StorageClass: 'STANDARD',
    Part: page.map(({ number, size, md5, modifiedAt, checksums }) => ({
      PartNumber: number,
      LastModified: new Date(modifiedAt).toISOString(),
      ETag: `"${md5}"`,
      Size: size,
      ...Object.fromEntries(Object.entries(checksums).map(([name, value]) => [fieldOf(name), value])),
    })),
  });
};

const listUploads: Operation['run'] = async ({ bucket, query, uploads, permit }) => {
  await permit('ListBucketMultipartUploads', bucket.arn);
  const [KeyMarker, UploadIdMarker] = [query.get('key-marker') ?? '', query.get('upload-id-marker') ?? ''];
  const max = countOf(query, 'max-uploads');
  const all = uploads.list(bucket.name).filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
  const at = all.findIndex(({ key, id }) => key === KeyMarker && id === UploadIdMarker);
  const isAfter = (key: string) => Buffer.compare(Buffer.from(key), Buffer.from(KeyMarker)) > 0;
  const rest = at < 0 ? all.filter(({ key }) => isAfter(key)) : all.slice(at + 1);
  const page = rest.slice(0, max);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return xml('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker,
    UploadIdMarker,
    NextKeyMarker: last?.key,
    NextUploadIdMarker: last?.id,
    MaxUploads: max,
    IsTruncated: last !== undefined,
    Upload: page.map(({ key, id, initiatedAt }) => ({
      Key: key,
      UploadId: id,
      Initiated: new Date(initiatedAt).toISOString(),
      StorageClass: 'STANDARD',
    })),
  });
};

const abort: Operation['run'] = async (exchange) => {
  await exchange.permit('AbortMultipartUpload', objectArn(exchange.bucket, exchange.key));
  exchange.store.commit(() => exchange.uploads.end(uploadOf(exchange).id));
  return { status: 204 };
};

const begun = [...DESCRIBING, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'];
const completed = ['x-amz-checksum-*', ...CONDITIONAL];
const paged = ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads'];

/** Uploads in several parts. */
export const MULTIPART_OPERATIONS: Record<string, Operation> = {
  CreateMultipartUpload: { route: 'POST object?uploads', honours: begun, run: create },
  UploadPart: { route: 'PUT object?partNumber&uploadId', honours: CHECKED, run: putPart },
  CompleteMultipartUpload: { route: 'POST object?uploadId', honours: completed, run: complete },
  ListParts: { route: 'GET object?uploadId', honours: ['part-number-marker', 'max-parts'], run: listParts },
  ListMultipartUploads: { route: 'GET bucket?uploads', honours: paged, run: listUploads },
  AbortMultipartUpload: { route: 'DELETE object?uploadId', honours: [], run: abort },
};
