import type { IncomingMessage } from 'node:http';

// Query names that turn a request into another operation. One that is not in the operations' table is refused:
// answering `?acl` like a plain request would be worse than not knowing it.
const SUBRESOURCES = new Set([
  'accelerate',
  'acl',
  'analytics',
  'attributes',
  'cors',
  'delete',
  'encryption',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'lifecycle',
  'list-type',
  'location',
  'logging',
  'metrics',
  'notification',
  'object-lock',
  'ownershipControls',
  'partNumber',
  'policy',
  'policyStatus',
  'publicAccessBlock',
  'renameObject',
  'replication',
  'requestPayment',
  'restore',
  'retention',
  'select',
  'session',
  'tagging',
  'torrent',
  'uploadId',
  'uploads',
  'versionId',
  'versioning',
  'versions',
  'website',
]);

/** Name of the operation in the tables, for example `PUT object?partNumber&uploadId`. */
export function routeOf({ method }: IncomingMessage, { searchParams }: URL, key: string): string {
  const subresources = [...searchParams.keys()].filter((name) => SUBRESOURCES.has(name)).sort();
  return `${method} ${key === '' ? 'bucket' : 'object'}${subresources.length === 0 ? '' : `?${subresources.join('&')}`}`;
}
