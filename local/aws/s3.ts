import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { BUCKET_OPERATIONS } from './s3/bucket-operations.ts';
import { type CorsRule, corsHeaders, preflight } from './s3/cors.ts';
import type { Answer, Bucket, ObjectEvent } from './s3/exchange.ts';
import { MULTIPART_OPERATIONS } from './s3/multipart-operations.ts';
import { createMultipartStore } from './s3/multipart-store.ts';
import { OBJECT_OPERATIONS } from './s3/object-operations.ts';
import { type ByteRange, createObjectStore, type StoredObject } from './s3/object-store.ts';
import { postObject } from './s3/post-object.ts';
import { routeOf } from './s3/route.ts';
import { toXml } from './s3/xml.ts';
import { type Admission, AwsError, type Ground, listen, type Service } from './service.ts';
import { type SecretFor, verifySignature } from './sigv4.ts';

/** The local S3 and what the runner and the media host may do with it in process. */
export type S3 = Service & {
  createBucket(bucket: { name: string; cors?: CorsRule[] }): Bucket;
  /** An object with its bytes (or a range of them) as a stream, which must be read or destroyed; undefined when missing. */
  read(bucket: string, key: string, range?: ByteRange): (StoredObject & { body: Readable }) | undefined;
  /** Calls `listener` after every created or removed object. Returns the way to stop. */
  onObject(listener: (event: ObjectEvent) => void): () => void;
};

const OPERATIONS = { ...OBJECT_OPERATIONS, ...BUCKET_OPERATIONS, ...MULTIPART_OPERATIONS };

/** A request's body, read without closing the connection when the reader stops early. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  yield* request.iterator({ destroyOnReturn: false });
}

/** Takes in what is left of a body, so that a refused client still reads its answer. */
async function drain(request: IncomingMessage, body: AsyncGenerator<Buffer>): Promise<void> {
  await body.return(undefined);
  if (request.readableEnded || request.destroyed) return;
  request.resume();
  await finished(request).catch(() => {});
}

async function send(head: boolean, response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const length = typeof body === 'string' ? { 'content-length': Buffer.byteLength(body) } : {};
  response.writeHead(status, { ...length, ...headers, 'x-amz-request-id': randomUUID() });
  // A reader that hangs up half-way is no fault of ours.
  if (body === undefined || typeof body === 'string') response.end(head ? undefined : body);
  else await pipeline(body, response).catch(() => {});
}

/** Bucket and key of a path-style address. */
function addressOf({ pathname }: URL): { name: string; key: string } {
  try {
    const [, name = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    return { name, key: rest.join('/') };
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

const errorAnswer = ({ name, message, status, extra }: AwsError, path: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: toXml('Error', {
    Code: name,
    Message: message,
    ...(extra.Key === undefined ? {} : { Key: String(extra.Key) }),
    Resource: path,
  }),
});

/** Starts S3: path-style REST, signatures verified with `secretFor`, objects under `<dataDir>/s3`. */
export async function startS3(ground: Ground, secretFor: SecretFor, port = 0): Promise<S3> {
  const { clock, gate } = ground;
  const store = createObjectStore(ground);
  const uploads = createMultipartStore(ground, store.folder);
  const buckets = new Map<string, Bucket>();
  const listeners = new Set<(event: ObjectEvent) => void>();
  const find = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  };

  /** Runs the operation a request asks for. */
  const operate = async (
    request: IncomingMessage,
    url: URL,
    body: AsyncIterable<Buffer>,
    bucket: Bucket,
    key: string,
  ): Promise<Answer> => {
    const route = routeOf(request, url, key);
    const operation = route === 'POST bucket' ? postObject : OPERATIONS[route];
    if (operation === undefined) throw new AwsError('NotImplemented', `The local S3 does not know ${route}.`, 501);
    // A form brings its signature inside.
    const signature =
      operation === postObject
        ? { accessKeyId: '', payloadHash: '' }
        : verifySignature(request, url, secretFor, clock.now());
    let admission: Admission | undefined;
    const answer = await operation({
      bucket,
      key,
      request,
      body,
      store,
      uploads,
      clock,
      secretFor,
      find,
      query: url.searchParams,
      payloadHash: signature.payloadHash,
      async permit(action, resource, accessKeyId = signature.accessKeyId) {
        admission ??= await gate.admit({ accessKeyId, service: 's3', operation: route });
        await admission.enter(`s3:${action}`, resource);
      },
      emit(eventName, objectKey, size, eTag) {
        for (const listener of listeners)
          listener({ bucket: bucket.name, key: objectKey, eventName, size, eTag, at: clock.now() });
      },
    });
    await admission?.leave().catch((error: unknown) => {
      if (answer.body instanceof Readable) answer.body.destroy();
      throw error;
    });
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = bodyOf(request);
    let cors: CorsRule[] = [];
    let answer: Answer;
    try {
      const { name, key } = addressOf(url);
      if (name === '') throw new AwsError('NotImplemented', 'The local S3 knows no operation without a bucket.', 501);
      const bucket = find(name);
      cors = bucket.cors;
      const isPreflight = request.method === 'OPTIONS';
      answer = isPreflight
        ? { status: 200, headers: preflight(cors, request) }
        : await operate(request, url, body, bucket, key);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer = errorAnswer(error, url.pathname);
    }
    await drain(request, body);
    await send(request.method === 'HEAD', response, {
      ...answer,
      headers: { ...corsHeaders(cors, request), ...answer.headers },
    });
  };

  return {
    ...(await listen(serve, port)),
    operations: [...Object.keys(OPERATIONS), 'POST bucket'],
    createBucket({ name, cors = [] }) {
      const bucket = { name, cors, arn: `arn:aws:s3:::${name}` };
      buckets.set(name, bucket);
      return bucket;
    },
    read(bucket, key, range) {
      const object = store.find(bucket, key);
      return object && { ...object, body: store.open(object, range) };
    },
    onObject(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
