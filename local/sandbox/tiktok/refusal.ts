import { randomBytes } from 'node:crypto';
import { json, type Reply } from '#cloud/outside/sandbox.ts';

const logId = (): string => `20261130${randomBytes(12).toString('hex').toUpperCase()}`;

/** The envelope around every answer of a data endpoint, also for faults in tests. */
export const tiktokBody = (code: string, data: object = {}, message = '') => ({
  data,
  error: { code, message, log_id: logId() },
});

/** A refusal in TikTok's own words. */
export class TikTokRefusal extends Error {
  readonly reply: Reply;
  constructor(status: number, code: string, message = '') {
    super(`TikTok answers ${code}`);
    this.name = 'TikTokRefusal';
    this.reply = json(tiktokBody(code, {}, message), status);
  }
}

/** The flat refusal of the token endpoints. */
export const oauthRefusal = (error: string, description: string, status = 400): Reply =>
  json({ error, error_description: description, log_id: logId() }, status);
