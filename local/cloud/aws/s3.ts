import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { addressOf, checkedKey, refuseUnknown } from './s3/accepted.ts';
import { type CorsRule, corsHeaders, preflight } from './s3/cors.ts';
import { notImplemented, refusal } from './s3/errors.ts';
import { createEventLog, type EventLog } from './s3/event-log.ts';
import type { Answer, Bucket, Exchange, Headers } from './s3/exchange.ts';
import { applyRules, everyMidnight, lastMidnight } from './s3/lifecycle.ts';
import { createMultipartStore } from './s3/multipart-store.ts';
import { type ByteRange, createObjectStore, type StoredObject } from './s3/object-store.ts';
import { MAX_PUT_BYTES } from './s3/receive.ts';
import { OPERATIONS, operationOf } from './s3/route.ts';
import { xml } from './s3/xml.ts';
import { type Admission, AwsError, type Ground, listen, type SecretFor, type Service } from './service.ts';
import { verifyS3 } from './sigv4.ts';

/** The local S3 and what the runner and the media host may do with it in process. */
export type S3 = Service & {
  /** A bucket by its configuration. What its lifecycle rules would have removed while nothing ran goes at once. */
  createBucket(bucket: Partial<Omit<Bucket, 'arn'>> & { name: string }): Bucket;
  /** An object with its bytes (or a range of them) as a stream, which must be read or destroyed; undefined when missing. */
  read(bucket: string, key: string, range?: ByteRange): (StoredObject & { body: Readable }) | undefined;
  /** Hands every notification to `deliver`, at least once, also those that a crash has left behind. */
  deliverTo: EventLog['deliverTo'];
};

/** A request's body, read without closing the connection when the reader stops early. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Buffer> {
  yield* request.iterator({ destroyOnReturn: false });
}

/** Takes in what is left of a body, so that a refused client still reads its answer; not what is beyond all measure. */
async function drain(request: IncomingMessage, body: AsyncGenerator<Buffer>): Promise<void> {
  await body.return(undefined);
  const isEndless = Number(request.headers['content-length']) > MAX_PUT_BYTES;
  if (request.readableEnded || request.destroyed || isEndless) return;
  request.resume();
  await finished(request).catch(() => {});
}

async function send(head: boolean, response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  for (const [name, value] of Object.entries(headers ?? {})) if (value !== undefined) response.setHeader(name, value);
  if (typeof body === 'string' && !head) response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(status);
  // A reader that hangs up half-way is no fault of ours.
  if (body === undefined || typeof body === 'string') response.end(head ? undefined : body);
  else await pipeline(body, response).catch(() => {});
}

/** Headers of a request, joined with those that a presigned address carries in its query. */
const headersOf = (request: IncomingMessage, query: URLSearchParams): Headers => ({
  ...Object.fromEntries([...query].filter(([name]) => name.startsWith('x-amz-'))),
  ...Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()])),
});

/** Starts S3: path-style REST, signatures verified with `secretFor`, objects under `<dataDir>/s3`. */
export async function startS3(ground: Ground, secretFor: SecretFor, port = 0): Promise<S3> {
  const { clock, gate } = ground;
  const events = createEventLog(ground);
  const uploads = createMultipartStore(ground);
  const store = createObjectStore(ground, events);
  const buckets = new Map<string, Bucket>();
  const find = (name: string): Bucket => {
    const bucket = buckets.get(name);
    if (bucket === undefined) throw refusal('NoSuchBucket');
    return bucket;
  };

  /** Runs the operation a request asks for. */
  const operate = async (
    request: IncomingMessage,
    bucketName: string,
    exchange: Pick<Exchange, 'key' | 'query' | 'body'>,
  ): Promise<Answer> => {
    const { query, key } = exchange;
    const headers = headersOf(request, query);
    // A form brings its signature inside. Whoever cannot sign learns nothing about operations.
    const isForm = request.method === 'POST' && key === '' && query.size === 0;
    const signature = isForm ? { accessKeyId: '', payloadHash: '' } : verifyS3(request, query, secretFor, clock.now());
    const [name, operation] = operationOf(request.method ?? '', query, key, headers);
    refuseUnknown(name, operation, headers);
    // Only now: an operation that is not performed, such as CreateBucket, is refused by its name and not by its bucket.
    const bucket = find(bucketName);
    const admit = (accessKeyId: string) => gate.admit({ accessKeyId, service: 's3', operation: name });
    let admission: Admission | undefined = isForm ? undefined : await admit(signature.accessKeyId);
    const answer = await operation.run({
      ...exchange,
      ...signature,
      bucket,
      headers,
      store,
      uploads,
      clock,
      secretFor,
      find,
      async permit(action, resource, accessKeyId = signature.accessKeyId) {
        admission ??= await admit(accessKeyId);
        await admission.enter(`s3:${action}`, resource);
      },
    });
    await admission?.leave().catch((error: unknown) => {
      if (answer.body instanceof Readable) answer.body.destroy();
      throw error;
    });
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Not read as a URL, which would take `..` out of a key.
    const [path = '/', ...search] = (request.url ?? '/').split('?');
    const query = new URLSearchParams(search.join('?'));
    const body = bodyOf(request);
    const requestId = randomUUID();
    let cors: readonly CorsRule[] = [];
    let answer: Answer;
    try {
      const { name, key } = addressOf(path);
      checkedKey(key);
      if (name === '') throw notImplemented('operations without a bucket');
      cors = buckets.get(name)?.cors ?? [];
      answer =
        request.method === 'OPTIONS'
          ? { status: 200, headers: preflight(find(name).cors, request) }
          : await operate(request, name, { key, query, body });
    } catch (error) {
      // A sender that hung up hears nothing any more.
      if (!(error instanceof AwsError) && request.destroyed && !request.complete) return;
      if (!(error instanceof AwsError)) throw error;
      const { name: Code, message: Message, status } = error;
      answer = xml('Error', { Code, Message, Resource: path, RequestId: requestId }, { status });
    }
    await drain(request, body);
    const headers = { ...corsHeaders(cors, request), ...answer.headers, 'x-amz-request-id': requestId };
    await send(request.method === 'HEAD', response, { ...answer, headers });
  };

  const running = await listen(serve, port);
  const stopRules = everyMidnight(clock, (midnight) => {
    for (const bucket of buckets.values()) applyRules(bucket, store, uploads, midnight);
  });
  return {
    ...running,
    operations: Object.keys(OPERATIONS),
    createBucket(wanted) {
      const usual = { cors: [], lifecycle: [], notifications: [], isVersioned: false };
      const bucket = { ...usual, ...wanted, arn: `arn:aws:s3:::${wanted.name}` };
      buckets.set(bucket.name, bucket);
      applyRules(bucket, store, uploads, lastMidnight(clock.now()));
      return bucket;
    },
    read(bucket, key, range) {
      const object = store.find(bucket, key);
      return object && { ...object, body: store.open(object, range) };
    },
    deliverTo: events.deliverTo,
    async close() {
      stopRules();
      await running.close();
    },
  };
}
