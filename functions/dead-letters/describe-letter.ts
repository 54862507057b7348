import * as z from 'zod/mini';
import { defined } from '#runtime/defined.ts';
import { jsonIn } from '#runtime/json.ts';
import { type IdKind, id } from '#shared/contract/id.ts';
import type { Letter, Named } from '#shared/dead-letters/contract.ts';
import { isCode, ParkingNote } from '#shared/dead-letters/note.ts';
import { targetStates } from '#shared/publishing/states.ts';
import type { ParkedMessage } from './letter-box.ts';

/** A letter as staff may see it: codes, ids and numbers that are known to be such, and nothing else of its content. */
export function describeLetter(queue: string, message: ParkedMessage): Letter {
  const { letterId, body, attributes, firstReceivedAt, receives } = message;
  const content = jsonIn(body);
  const story = ofWorker(attributes) ??
    ofStream(content) ??
    ofInvocation(attributes) ??
    ofSchedule(attributes) ?? {
      reason: 'unanswered',
      detail: 'The worker ended without an answer',
      firstReceivedAt,
      // Looking at it now is none of its deliveries.
      deliveries: Math.max(receives - 1, 0),
    };
  return { letterId, queue, ...story, bytes: Buffer.byteLength(body), names: namesIn(content) };
}

type Story = Pick<Letter, 'reason' | 'detail' | 'deliveries' | 'firstReceivedAt' | 'parkedAt'>;
type Attributes = ParkedMessage['attributes'];

/** Parked by our own worker. */
const ofWorker = (attributes: Attributes): Story | undefined => ParkingNote.safeParse(attributes).data;

const code = z.string().check(z.refine(isCode));
const Pointer = z.object({
  timestamp: z.string(),
  requestContext: z.object({ condition: code, approximateInvokeCount: z.number() }),
  DDBStreamBatchInfo: z.object({
    shardId: code,
    startSequenceNumber: code,
    endSequenceNumber: code,
    batchSize: z.number(),
  }),
});

/** Given up by a stream's event source: where in the stream the changes stand. */
function ofStream(content: unknown): Story | undefined {
  const pointer = Pointer.safeParse(content).data;
  if (!pointer) return undefined;
  const { requestContext, DDBStreamBatchInfo: batch } = pointer;
  const parkedAt = Date.parse(pointer.timestamp);
  return {
    reason: requestContext.condition,
    detail: `${batch.batchSize} changes, ${batch.startSequenceNumber} to ${batch.endSequenceNumber} of ${batch.shardId}`,
    deliveries: requestContext.approximateInvokeCount,
    ...(Number.isNaN(parkedAt) ? {} : { parkedAt }),
  };
}

const Invocation = z.object({ RequestID: code, ErrorCode: code });

/** Given up by Lambda's own retries. Its `ErrorMessage` is the error's own words: those stay in the log. */
function ofInvocation(attributes: Attributes): Story | undefined {
  const found = Invocation.safeParse(attributes).data;
  if (!found) return undefined;
  return { reason: 'run_failed', detail: `see request ${found.RequestID} in the log` };
}

const Schedule = z.object({
  ERROR_CODE: code,
  EXHAUSTED_RETRY_CONDITION: z._default(code, 'unknown'),
  RETRY_ATTEMPTS: z._default(z.coerce.number(), 0),
});

/** Given up by the scheduler: it could not even call the function. */
function ofSchedule(attributes: Attributes): Story | undefined {
  const found = Schedule.safeParse(attributes).data;
  if (!found) return undefined;
  return {
    reason: found.ERROR_CODE,
    detail: `not called: ${found.EXHAUSTED_RETRY_CONDITION}`,
    deliveries: found.RETRY_ATTEMPTS + 1,
  };
}

const ours = (kind: IdKind) => z.catch(z.optional(id(kind)), undefined);
const number = z.catch(z.optional(z.number()), undefined);
const Content = z.object({
  v: number,
  clientId: ours('client'),
  postId: ours('post'),
  targetId: ours('target'),
  revision: number,
  known: z.catch(
    z.optional(
      z.object({
        state: z.catch(z.optional(z.enum(targetStates)), undefined),
        version: number,
        fence: number,
        revision: number,
      }),
    ),
    undefined,
  ),
});

/** The ids in a message, each kept only if it is one: a field called `postId` may hold anything in a broken message. */
function namesIn(content: unknown): Named {
  const { known, ...top } = Content.safeParse(content).data ?? {};
  const entries = Object.entries({ ...known, ...defined(top) });
  return defined(Object.fromEntries(entries));
}
