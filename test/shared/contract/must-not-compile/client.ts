import { client, type Send } from '#shared/contract/client.ts';
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
