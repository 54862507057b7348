import { randomUUID } from 'node:crypto';
import { json, type Reply } from '#cloud/outside/sandbox.ts';

/** The body of a refusal, also for faults in tests. */
export const snapBody = (error_code: string, message = '') => ({
  request_status: 'ERROR',
  request_id: randomUUID(),
  error_code,
  debug_message: message,
  display_message: message,
});

/** A refusal of Snap. Without a code it has no body at all, as for an app that is not on its list. */
export class SnapRefusal extends Error {
  readonly reply: Reply;
  constructor(status: number, code: string, message = '') {
    super(`Snap answers ${status} ${code}`);
    this.name = 'SnapRefusal';
    const empty = { status, headers: { 'grpc-message': 'denied' }, body: '' };
    this.reply = code === '' ? empty : json(snapBody(code, message), status);
  }
}
