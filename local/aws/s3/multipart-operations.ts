import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { AwsError } from '../service.ts';
import { compositeOf, createDigest, isChecksumHeader, OWN_CHECKSUM } from './checksum.ts';
import {
  countOf,
  DESCRIBING,
  ENCRYPTED,
  type Exchange,
  invalid,
  keptHeaders,
  type Operation,
  objectArn,
  xml,
} from './exchange.ts';
import type { Part, Upload } from './multipart-store.ts';
import { CHECKED, CONDITIONAL, writeCondition } from './object-operations.ts';
import { declaredLength, receive, receiveText } from './receive.ts';
import { fromXml, toXml } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;
const MAX_PARTS = 10_000;

const invalidRequest = (message: string) => new AwsError('InvalidRequest', message);
const nameOf = (checksum: string) => checksum.replace('x-amz-checksum-', '');
const fieldOf = (checksum: string) => `Checksum${nameOf(checksum).toUpperCase()}`;
const uploadOf = ({ query, bucket, key, uploads }: Exchange): Upload =>
  uploads.find(query.get('uploadId') ?? '', bucket.name, key);

const create: Operation['run'] = async ({ bucket, key, headers, clock, uploads, permit }) => {
  await permit('PutObject', objectArn(bucket, key));
  const algorithm = headers['x-amz-checksum-algorithm']?.toLowerCase();
  const checksum = algorithm === undefined ? OWN_CHECKSUM : `x-amz-checksum-${algorithm}`;
  createDigest(checksum);
  const isLinear = nameOf(checksum).startsWith('crc');
  const type = headers['x-amz-checksum-type'] ?? (checksum === OWN_CHECKSUM ? 'FULL_OBJECT' : 'COMPOSITE');
  if (type === 'COMPOSITE' ? checksum === OWN_CHECKSUM : !isLinear)
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${nameOf(checksum)} checksum algorithm.`);
  const upload = { key, initiatedAt: clock.now(), headers: keptHeaders(headers), checksum, type };
  const UploadId = uploads.begin(bucket.name, upload);
  const announced = algorithm && { 'x-amz-checksum-algorithm': algorithm.toUpperCase(), 'x-amz-checksum-type': type };
  const answer = xml(toXml('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: key, UploadId }));
  return { ...answer, headers: { ...answer.headers, ...announced, ...ENCRYPTED } };
};

const putPart: Operation['run'] = async (exchange) => {
  const { bucket, key, headers, body, query, payloadHash, store, uploads, clock, permit } = exchange;
  await permit('PutObject', objectArn(bucket, key));
  const { id, checksum, type } = uploadOf(exchange);
  const number = Number(query.get('partNumber'));
  if (!(Number.isInteger(number) && number >= 1 && number <= MAX_PARTS))
    throw invalid(`Part number must be an integer between 1 and ${MAX_PARTS}, inclusive`);
  declaredLength({ headers, payloadHash });
  const sent = [...Object.keys(headers).filter(isChecksumHeader), headers['x-amz-trailer']].find((name) => name);
  if (type === 'COMPOSITE' && sent !== checksum)
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${nameOf(checksum)}, actual checksum Type: ${sent === undefined ? 'null' : nameOf(sent)}`,
    );
  const { file, size, md5, checksums } = await receive(body, store.folder, { payloadHash, headers });
  const part = { number, file, size, etag: md5, modifiedAt: clock.now(), checksums };
  store.commit(() => {
    uploadOf(exchange);
    return uploads.putPart(id, part);
  });
  return { status: 200, headers: { etag: `"${md5}"`, ...checksums, ...ENCRYPTED } };
};

const Completion = z.object({
  CompleteMultipartUpload: z.object({
    Part: z
      .array(z.catchall(z.object({ PartNumber: z.coerce.number(), ETag: z.string() }), z.string()))
      .check(z.minLength(1), z.maxLength(MAX_PARTS)),
  }),
});

/** The stored parts a client wants joined, in its order; refuses gaps in what it says. */
function chosenParts(text: string, stored: Part[], { checksum, type }: Upload): Part[] {
  const parts = fromXml(text, Completion).CompleteMultipartUpload.Part.map((asked) => {
    const part = stored.find(
      ({ number, etag }) => number === asked.PartNumber && etag === asked.ETag.replaceAll('"', ''),
    );
    const isAsSent = Object.entries(part?.checksums ?? {}).every(
      ([name, value]) => (asked[fieldOf(name)] ?? value) === value,
    );
    if (part === undefined || !isAsSent)
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      );
    if (type === 'COMPOSITE' && asked[fieldOf(checksum)] === undefined)
      throw invalidRequest(
        `The upload was created using a ${nameOf(checksum)} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
      );
    return part;
  });
  if (parts.some(({ number }, i) => number <= (parts[i - 1]?.number ?? 0)))
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  if (parts.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES))
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  return parts;
}

const complete: Operation['run'] = async (exchange) => {
  const { bucket, key, headers: sent, body, payloadHash, accessKeyId: by, store, uploads, clock, permit } = exchange;
  await permit('PutObject', objectArn(bucket, key));
  const upload = uploadOf(exchange);
  const condition = writeCondition(exchange);
  // Checksums in the headers are those of the object, not of this body.
  const text = await receiveText(body, { payloadHash, headers: {} });
  const parts = chosenParts(text, uploads.parts(upload.id), upload);
  async function* joined() {
    for (const part of parts) yield* createReadStream(join(store.folder, part.file));
  }
  const isWhole = upload.type === 'FULL_OBJECT';
  const claims = {
    payloadHash: '',
    headers: {},
    maxBytes: MAX_OBJECT_BYTES,
    ...(isWhole && { fallback: upload.checksum }),
  };
  const { file, size, checksums: found } = await receive(joined(), store.folder, claims);
  const composite = () =>
    compositeOf(
      upload.checksum,
      parts.map(({ checksums }) => checksums[upload.checksum] ?? ''),
    );
  const checksums: Record<string, string> = {
    ...(isWhole ? found : { [upload.checksum]: await composite() }),
    'x-amz-checksum-type': upload.type,
  };
  const wrong = Object.keys(sent).find((name) => name.startsWith('x-amz-checksum-') && sent[name] !== checksums[name]);
  if (wrong !== undefined)
    store.discard(file, new AwsError('BadDigest', `The ${nameOf(wrong)} you specified did not match the object.`));
  const digests = parts.map((part) => Buffer.from(part.etag, 'hex'));
  const etag = `${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}`;
  const object = { key, file, size, etag, modifiedAt: clock.now(), headers: upload.headers, checksums };
  const cause = { eventName: 'ObjectCreated:CompleteMultipartUpload', by };
  store.put(bucket, object, cause, condition, () => uploads.end(upload.id));
  const found2 = { [fieldOf(upload.checksum)]: checksums[upload.checksum], ChecksumType: upload.type };
  const result = { Bucket: bucket.name, Key: key, ETag: `"${etag}"`, ...found2 };
  const answer = xml(toXml('CompleteMultipartUploadResult', result));
  return { ...answer, headers: { ...answer.headers, ...ENCRYPTED } };
};

const listParts: Operation['run'] = async (exchange) => {
  const { bucket, key, query, uploads, permit } = exchange;
  await permit('ListMultipartUploadParts', objectArn(bucket, key));
  const { id, checksum, type } = uploadOf(exchange);
  const [marker, max] = [countOf(query, 'part-number-marker', MAX_PARTS), countOf(query, 'max-parts')];
  const rest = uploads.parts(id).filter(({ number }) => !query.has('part-number-marker') || number > marker);
  const page = rest.slice(0, max);
  return xml(
    toXml('ListPartsResult', {
      Bucket: bucket.name,
      Key: key,
      UploadId: id,
      ChecksumAlgorithm: nameOf(checksum).toUpperCase(),
      ChecksumType: type,
      PartNumberMarker: query.has('part-number-marker') ? marker : 0,
      NextPartNumberMarker: page.at(-1)?.number,
      MaxParts: max,
      IsTruncated: page.length < rest.length,
      StorageClass: 'STANDARD',
      Part: page.map(({ number, size, etag, modifiedAt, checksums }) => ({
        PartNumber: number,
        LastModified: new Date(modifiedAt).toISOString(),
        ETag: `"${etag}"`,
        Size: size,
        ...Object.fromEntries(Object.entries(checksums).map(([name, value]) => [fieldOf(name), value])),
      })),
    }),
  );
};

const listUploads: Operation['run'] = async ({ bucket, query, uploads, permit }) => {
  await permit('ListBucketMultipartUploads', bucket.arn);
  const [prefix, keyMarker, idMarker] = ['prefix', 'key-marker', 'upload-id-marker'].map(
    (name) => query.get(name) ?? '',
  );
  const max = countOf(query, 'max-uploads');
  const all = uploads.list(bucket.name).filter(({ key }) => key.startsWith(prefix ?? ''));
  const at = all.findIndex(({ key, id }) => key === keyMarker && id === idMarker);
  const rest =
    at >= 0
      ? all.slice(at + 1)
      : all.filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(keyMarker ?? '')) > 0);
  const page = rest.slice(0, max);
  const isTruncated = page.length < rest.length;
  return xml(
    toXml('ListMultipartUploadsResult', {
      Bucket: bucket.name,
      KeyMarker: keyMarker,
      UploadIdMarker: idMarker,
      NextKeyMarker: isTruncated ? page.at(-1)?.key : undefined,
      NextUploadIdMarker: isTruncated ? page.at(-1)?.id : undefined,
      MaxUploads: max,
      IsTruncated: isTruncated,
      Upload: page.map(({ key, id, initiatedAt }) => ({
        Key: key,
        UploadId: id,
        Initiated: new Date(initiatedAt).toISOString(),
        StorageClass: 'STANDARD',
      })),
    }),
  );
};

const abort: Operation['run'] = async (exchange) => {
  await exchange.permit('AbortMultipartUpload', objectArn(exchange.bucket, exchange.key));
  exchange.store.commit(() => exchange.uploads.end(uploadOf(exchange).id));
  return { status: 204 };
};

/** Uploads in several parts. */
export const MULTIPART_OPERATIONS: Record<string, Operation> = {
  CreateMultipartUpload: {
    route: 'POST object?uploads',
    honours: [...DESCRIBING, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
    run: create,
  },
  UploadPart: { route: 'PUT object?partNumber&uploadId', honours: CHECKED, run: putPart },
  CompleteMultipartUpload: {
    route: 'POST object?uploadId',
    honours: ['x-amz-checksum-*', ...CONDITIONAL],
    run: complete,
  },
  ListParts: { route: 'GET object?uploadId', honours: ['part-number-marker', 'max-parts'], run: listParts },
  ListMultipartUploads: {
    route: 'GET bucket?uploads',
    honours: ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads'],
    run: listUploads,
  },
  AbortMultipartUpload: { route: 'DELETE object?uploadId', honours: [], run: abort },
};
