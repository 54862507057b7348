import * as z from 'zod/mini';
import { api } from '#runtime/api.ts';
import { bySender } from '#runtime/signature.ts';
import { csv, redirect } from '#shared/contract/answer.ts';
import { contract } from '#shared/contract/route.ts';
import { secretHeader } from '#shared/contract/signer.ts';

const Item = z.object({ name: z.string() });
const item = contract('item', {
  get: { method: 'GET', path: '/item', permission: 'posts:read', summary: 'Read', response: Item },
  open: { method: 'POST', path: '/item', permission: 'clients:create', summary: 'Open', body: Item, response: Item },
  me: { method: 'GET', path: '/me', permission: 'self:read', summary: 'Me', response: Item },
});

const get = async () => ({ name: 'x' });
const open = get;
const me = get;

// These are as they should be.
export const right = api(item, {
  get: async ({ actor }) => ({ name: actor.clientId }),
  open: async ({ actor, body }) => ({ name: `${actor.role}${body.name}` }),
  me: async ({ actor }) => ({ name: actor.userId }),
});

export const missing = api(item, { get, open }); // must fail: a handler is missing
export const surplus = api(item, { get, open, me, drop: get }); // must fail: a handler without a route
export const answer = api(item, { open, me, get: async () => ({ title: 'x' }) }); // must fail: another answer
export const body = api(item, { open, me, get: async ({ body }) => body }); // must fail: a body that the route does not take
export const staff = api(item, { get, me, open: async ({ actor }) => ({ name: actor.clientId }) }); // must fail: staff have no tenant
export const self = api(item, { get, open, me: async ({ actor }) => ({ name: actor.clientId }) }); // must fail: not everybody has a tenant

const sender = secretHeader('sender', { header: 'x-secret', secret: { of: { name: 'sender' }, fields: ['key'] } });
const outside = contract('outside', {
  hook: { method: 'POST', path: '/hook', signedBy: sender, summary: 'Hook', body: Item, response: Item },
  table: { method: 'GET', path: '/table', permission: 'posts:read', summary: 'Table', answers: csv() },
  away: { method: 'GET', path: '/away', permission: 'public', summary: 'Away', answers: redirect() },
});
const hook = bySender(get);
const table = async () => ({ fileName: 'x.csv', rows: [['a', 1]] });
const away = async () => '/posts';

// This is as it should be.
export const answered = api(outside, { hook, table, away });

export const unchecked = api(outside, { table, away, hook: get }); // must fail: a signed route without the check of its signature
export const noTable = api(outside, { hook, away, table: get }); // must fail: JSON where a table is promised
export const nowhere = api(outside, { hook, table, away: get }); // must fail: JSON where somebody is sent on
