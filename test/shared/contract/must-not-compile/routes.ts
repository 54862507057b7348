import * as z from 'zod/mini';
import { id } from '#shared/contract/id.ts';
import { may } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { queue } from '#shared/contract/queue.ts';
import { contract } from '#shared/contract/route.ts';
import { secretHeader } from '#shared/contract/signer.ts';

const route = { method: 'GET', path: '/x', permission: 'posts:read', summary: 'X' } as const;

const sender = secretHeader('sender', { header: 'x-secret', secret: { of: { name: 'sender' }, fields: ['key'] } });
const work = queue('sender-work', z.object({ clientId: z.string() }));
const signed = { method: 'POST', path: '/hook', signedBy: sender, summary: 'Hook' } as const;

// This is as it should be.
export const right = contract('x', { get: route, hook: { ...signed, queue: work }, sync: signed });

export const permission = contract('x', { get: { ...route, permission: 'posts:publish' } }); // must fail: an unknown permission
export const method = contract('x', { get: { ...route, method: 'FETCH' } }); // must fail: an unknown method
export const path = contract('x', { get: { ...route, path: 'x' } }); // must fail: a path without its slash
export const nobody = contract('x', { get: { method: 'GET', path: '/x', summary: 'X' } }); // must fail: a route that does not say for whom
export const both = contract('x', { get: { ...route, signedBy: sender } }); // must fail: a route for two kinds of callers
export const handedOn = contract('x', { get: { ...route, queue: work } }); // must fail: a queue that anybody could fill
export const status = contract('x', { get: { ...route, status: 418 } }); // must fail: a status that is no success
export const role = may('intern', 'posts:read'); // must fail: an unknown role
export const problem = new Problem('post.lost'); // must fail: an unknown problem
export const kind = id('pigeon'); // must fail: an unknown kind of id
