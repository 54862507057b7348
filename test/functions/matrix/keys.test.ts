import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '#functions/api-keys/create-key.ts';
import { keyMay, scopes } from '#shared/api-keys/key.ts';
import type { Permission, TenantActor } from '#shared/contract/permission.ts';
import { contracts } from '#shared/contracts.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call } from '#test/support/gateway.ts';
import { fillSecrets } from '#test/support/outside-secrets.ts';
import { type Cast, castOf } from './cast.ts';
import { handlers } from './parts.ts';
import { requestOf } from './requests.ts';

const routes = contracts.flatMap(({ feature, routes }) =>
  Object.entries(routes).flatMap(([name, route]) =>
    route.permission === 'public'
      ? []
      : [{ feature, name: `${feature}.${name}`, route, permission: route.permission, signedBy: route.signedBy }],
  ),
);

let backend: Backend;
let cast: Cast;
/** A key for each scope, held alone. */
const keys = new Map<Permission, string>();
beforeAll(async () => {
  backend = await startBackend();
  fillSecrets(backend);
  cast = await castOf(backend);
  const { clientId } = cast.home;
  const actor: TenantActor = { kind: 'tenant', userId: 'us_x', name: 'x', clientId, role: 'manager' };
  for (const scope of scopes) keys.set(scope, (await createKey(actor, { name: scope, scopes: [scope] })).key);
}, 30_000);
afterAll(() => backend.close());

describe.each(routes)('$name', ({ feature, name, route, permission, signedBy }) => {
  it('lets in the key with its scope and no other', async () => {
    const handler = handlers[feature];
    if (!handler) throw new Error(`No handler serves ${feature}`);
    for (const [scope, token] of keys) {
      const isLetIn = permission !== undefined && keyMay([scope], permission);
      const ids = isLetIn ? await cast.own(route) : cast.other;
      const { status } = await call(handler, { ...requestOf(name, route, ids), token });
      if (isLetIn) expect([401, 403, 404, 500], scope).not.toContain(status);
      else expect(status, scope).toBe(signedBy ? 401 : 403);
    }
  });
});
