import { isEnvelope } from './accepted.ts';
import { BUCKET_OPERATIONS } from './bucket-operations.ts';
import { notImplemented } from './errors.ts';
import type { Headers, Operation } from './exchange.ts';
import { MULTIPART_OPERATIONS } from './multipart-operations.ts';
import { OBJECT_OPERATIONS } from './object-operations.ts';
import { postObject } from './post-object.ts';
import { READ_OPERATIONS } from './read-operations.ts';

/** Every operation that is performed, by its name in the API. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  ...READ_OPERATIONS,
  ...OBJECT_OPERATIONS,
  ...BUCKET_OPERATIONS,
  ...MULTIPART_OPERATIONS,
  PostObject: postObject,
};

/** The operation that a request asks for. A query name of unknown meaning makes it another, unknown one. */
export function operationOf(
  method: string,
  query: URLSearchParams,
  key: string,
  headers: Headers,
): [string, Operation] {
  const names = [...query.keys()].filter((name) => !isEnvelope(name) && !name.startsWith('x-amz-'));
  if (headers['x-amz-copy-source'] !== undefined) names.push('x-amz-copy-source');
  const subject = `${method} ${key === '' ? 'bucket' : 'object'}`;
  const found = Object.entries(OPERATIONS).find(([, { route, honours }]) => {
    const [asked, chosen = ''] = route.split('?');
    const choosing = chosen.split('&').filter((name) => name !== '');
    const isKnown = names.every((name) => choosing.includes(name) || honours.includes(name));
    return asked === subject && isKnown && choosing.every((name) => names.includes(name));
  });
  if (found === undefined) throw notImplemented(query.get('x-id') ?? [subject, ...names.sort()].join('?'));
  return found;
}
