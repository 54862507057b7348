import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type * as z from 'zod/mini';
import { isCode, type ParkingNote } from '#shared/dead-letters/note.ts';
import { now } from './clock.ts';
import { env } from './env.ts';
import { logger } from './logger.ts';

const sqs = new SQSClient({});

/** Why a message is parked: a code, and what helps a technician. Neither repeats anything out of the message. */
export type ParkingReason = Pick<ParkingNote, 'reason' | 'detail'>;

type Read<T> = { ok: true; message: T } | { ok: false; why: ParkingReason };

/** Reads a message, or says why nobody can: delivering it again would not change that. */
export function readMessage<S extends z.ZodMiniType>(schema: S, body: string): Read<z.output<S>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { ok: false, why: { reason: 'unreadable', detail: `not JSON, ${Buffer.byteLength(body)} bytes` } };
  }
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { ok: true, message: parsed.data }
    : { ok: false, why: unreadableReason(value, parsed.error.issues) };
}

function unreadableReason(value: unknown, issues: readonly z.core.$ZodIssue[]): ParkingReason {
  const version = typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined;
  if (version !== undefined && issues.some(({ path }) => path[0] === 'v'))
    return { reason: 'unknown_version', detail: typeof version === 'number' ? `v ${version}` : 'v is not a number' };
  // The first part of a path is a field of the schema; what lies deeper could be named by whoever wrote the message.
  const fields = new Set(issues.map(({ path, code }) => `${String(path[0] ?? 'message')}: ${code}`));
  return { reason: 'wrong_shape', detail: [...fields].join(', ').slice(0, 200) };
}

/** Whether the queue will not hand this message out again. */
export const isLastDelivery = ({ attributes }: SQSRecord): boolean =>
  Number(attributes.ApproximateReceiveCount) >= Number(env('maxReceives'));

/**
 * Why handling failed: the error's name, and where its story is told. An error's own words may quote a caption or a
 * token, so they stay in the log.
 */
export function failureReason(error: unknown, requestId: string): ParkingReason {
  const { name, code, $metadata } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const known = [
    ...(isCode(code) ? [code] : []),
    ...($metadata?.httpStatusCode === undefined ? [] : [`HTTP ${Number($metadata.httpStatusCode)}`]),
  ];
  return {
    reason: isCode(name) ? name : 'Error',
    detail: [...known, `see request ${requestId} in the log`].join(', '),
  };
}

/** Puts a message among its queue's dead letters, with a note. Throws when that fails: then it must come again. */
export async function park({ messageId, body, attributes }: SQSRecord, why: ParkingReason): Promise<void> {
  const note: ParkingNote = {
    ...why,
    parkedAt: now(),
    firstReceivedAt: Number(attributes.ApproximateFirstReceiveTimestamp ?? now()),
    deliveries: Number(attributes.ApproximateReceiveCount ?? 1),
  };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: env('deadLettersUrl'),
      MessageBody: body,
      MessageAttributes: Object.fromEntries(
        Object.entries(note).map(([name, value]) => [
          name,
          { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: String(value) },
        ]),
      ),
      // Kept, so that a redriven message is as fair to other tenants as it was.
      ...(attributes.MessageGroupId ? { MessageGroupId: attributes.MessageGroupId } : {}),
    }),
  );
  logger.warn('message parked', { messageId, ...why, deliveries: note.deliveries });
}
