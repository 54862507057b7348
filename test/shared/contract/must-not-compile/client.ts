import { csv, redirect } from '#shared/contract/answer.ts';
import { client, type Send } from '#shared/contract/client.ts';
import { contract } from '#shared/contract/route.ts';
import { secretHeader } from '#shared/contract/signer.ts';
import { posts } from '#shared/posts/contract.ts';

declare const send: Send;
const calls = client(posts, send);
const postId = 'po_1';

// These are as they should be.
export const right = [
  calls.list({ query: {} }),
  calls.schedule({ params: { postId }, body: { revision: 1, wallTime: '2026-12-01T18:30' } }),
  calls.remove({ params: { postId } }),
];

export const wrong = [
  calls.create({ body: { caption: 'x', mediaIds: [] } }), // must fail: a field is missing
  calls.create({ body: { caption: 1, mediaIds: [], accountIds: [] } }), // must fail: a field of another type
  calls.create({ body: { caption: 'x', mediaIds: [], accountIds: [], state: 'published' } }), // must fail: a field that is not there
  calls.get({ params: {} }), // must fail: a path without its id
  calls.get({}), // must fail: a call without parameters
  calls.list({ query: { state: 'gone' } }), // must fail: a state that does not exist
  calls.approve({ params: { postId } }), // must fail: a route that does not exist
  calls.get({ params: { postId } }).then((post) => post.secret), // must fail: an answer's field that is not there
  calls.remove({ params: { postId } }).then((answer) => answer.postId), // must fail: an answer where there is none
];

const signedBy = secretHeader('sender', { header: 'x-secret', secret: { of: { name: 'sender' }, fields: ['key'] } });
const outside = contract('outside', {
  hook: { method: 'POST', path: '/hook', signedBy, summary: 'Hook' },
  table: { method: 'GET', path: '/table', permission: 'posts:read', summary: 'Table', answers: csv() },
  away: { method: 'GET', path: '/away', permission: 'public', summary: 'Away', answers: redirect() },
});
const foreign = client(outside, send);

// These are as they should be.
export const file: Promise<Blob> = foreign.table();
export const address: string = foreign.away();

export const unsigned = foreign.hook(); // must fail: a call that only its signer can make
export const awaited = foreign.away().then(() => undefined); // must fail: an answer of what a page goes to
export const rows = foreign.table().then((table) => table.rows); // must fail: rows where a file comes
