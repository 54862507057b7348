import { id } from '#shared/contract/id.ts';
import { may } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { contract } from '#shared/contract/route.ts';

const route = { method: 'GET', path: '/x', permission: 'posts:read', summary: 'X' } as const;

// This is as it should be.
export const right = contract('x', { get: route });

export const permission = contract('x', { get: { ...route, permission: 'posts:publish' } }); // must fail: an unknown permission
export const method = contract('x', { get: { ...route, method: 'FETCH' } }); // must fail: an unknown method
export const path = contract('x', { get: { ...route, path: 'x' } }); // must fail: a path without its slash
export const nobody = contract('x', { get: { method: 'GET', path: '/x', summary: 'X' } }); // must fail: a route that does not say for whom
export const status = contract('x', { get: { ...route, status: 418 } }); // must fail: a status that is no success
export const role = may('intern', 'posts:read'); // must fail: an unknown role
export const problem = new Problem('post.lost'); // must fail: an unknown problem
export const kind = id('pigeon'); // must fail: an unknown kind of id
