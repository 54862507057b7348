import { randomBytes } from 'node:crypto';
import { json, type Reply } from '#cloud/outside/sandbox.ts';

type Options = { subcode?: number; message?: string; title?: string; transient?: boolean; type?: string };

const MESSAGES: Record<string, readonly [message: string, title: string]> = {
  '1': ['An unknown error has occurred.', ''],
  '9/2207042': ['Application request limit reached', 'The maximum number of posts was reached'],
  '24/2207006': ['The requested resource does not exist', 'Media not found'],
  '24/2207008': ['The requested resource does not exist', 'The container does not exist or has expired'],
  '100/33': [
    'Unsupported request. The object does not exist, cannot be loaded due to missing permissions, or does not support this operation.',
    '',
  ],
  '100/2207023': ['Invalid parameter', 'The media type is not known'],
  '100/2207040': ['Invalid parameter', 'More than 20 people are tagged'],
  '190/458': ['Error validating access token: The user has not authorized the application.', ''],
  '190/460': ['Error validating access token: The session was invalidated because the password was changed.', ''],
  '190/463': ['Error validating access token: Session has expired.', ''],
  '9004/2207052': [
    'Only photo or video can be accepted as media type.',
    'The media could not be fetched from this URI',
  ],
  '9007/2207027': ['Media ID is not available', 'The media is not ready to be published'],
  '36000/2207004': ['The image size is too large.', 'The image is larger than 8 MiB'],
  '36001/2207005': ['The image format is not supported.', 'Only JPEG is supported'],
  '36003/2207009': ['The aspect ratio is not supported.', 'The ratio must be between 4:5 and 1.91:1'],
  '36004/2207010': ['The caption is too long.', 'At most 2,200 characters and 30 hashtags'],
};

/** The body of a Graph error, also for faults in tests: `setFaults({ operation, status: 400, body: errorBody(190, 458) })`. */
export function errorBody(code: number, subcode?: number, options: Options = {}) {
  const [known, title] = MESSAGES[subcode === undefined ? `${code}` : `${code}/${subcode}`] ?? ['Invalid request', ''];
  const shown = options.title ?? title;
  return {
    error: {
      message: options.message ?? known,
      type: options.type ?? 'OAuthException',
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      is_transient: options.transient ?? false,
      ...(shown === '' ? {} : { error_user_title: shown, error_user_msg: shown }),
      fbtrace_id: `A${randomBytes(11).toString('base64url')}`,
    },
  };
}

/** A refusal of the graph host. Thrown anywhere below an operation and answered in Instagram's own words. */
export class GraphRefusal extends Error {
  readonly code: number;
  readonly options: Options;
  constructor(code: number, subcode?: number, options: Options = {}) {
    super(`Graph error ${code}${subcode === undefined ? '' : `/${subcode}`}`);
    this.name = 'GraphRefusal';
    this.code = code;
    this.options = { ...options, ...(subcode === undefined ? {} : { subcode }) };
  }

  get reply(): Reply {
    return json(errorBody(this.code, this.options.subcode, this.options), 400);
  }
}

/** The other envelope: the one of the code exchange. */
export const exchangeRefusal = (message: string): Reply =>
  json({ error_type: 'OAuthException', code: 400, error_message: message }, 400);
