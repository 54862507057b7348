import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, type Role, roles } from '#shared/contract/permission.ts';
import type { Route } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Response } from '#test/support/gateway.ts';
import { type Cast, castOf, type TokenKind, tokenKinds } from './cast.ts';
import { handlers, type Ids, namesAClient, namesATenantsThing, requestOf } from './requests.ts';

const routes = contracts.flatMap(({ feature, routes }) =>
  Object.entries(routes).map(([name, route]) => ({ feature, name: `${feature}.${name}`, route })),
);
type Case = (typeof routes)[number];
type Whose = 'own' | 'other' | 'missing';

let backend: Backend;
let cast: Cast;
let cells = 0;
const unexpected: string[] = [];
const statuses = new Map<number, number>();
beforeAll(async () => {
  backend = await startBackend();
  const app = { appId: '990602627938098', appSecret: 'an app secret for tests' };
  backend.secretsManager.putSecret('ksa-test/instagram', JSON.stringify(app));
  cast = await castOf(backend);
}, 30_000);
afterAll(async () => {
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`);
  process.stdout.write(`matrix: ${cells} cells, ${unexpected.length} unexpected (${told.join(', ')})\n`);
  await backend.close();
});

const whoseOf = ({ route }: Case): readonly Whose[] =>
  namesATenantsThing(route.path)
    ? ['own', 'other', 'missing']
    : namesAClient(route.path)
      ? ['own', 'missing']
      : ['own'];

/** What the permission table says about one cell: a status, or that the caller is let in. */
function expected(route: Route, role: Role, kind: TokenKind, whose: Whose): number | 'let in' {
  const { permission } = route;
  if (permission === 'public') return 'let in';
  // Nobody of ours signs as somebody else's software does.
  if (permission === undefined) return 401;
  if (kind === 'none' || kind === 'expired' || kind === 'foreign issuer') return 401;
  if (kind === 'suspended' || !may(role, permission)) return 403;
  return whose === 'own' ? 'let in' : 404;
}

/** Whether an answer is what was expected. Somebody who is let in may still be told that it makes no sense now. */
function fits({ status, body }: Response, wanted: number | 'let in', isPublic: boolean): boolean {
  if (wanted !== 'let in') return status === wanted && hasProblem(body);
  const shut = isPublic ? [403, 404] : [401, 403, 404];
  return status < 500 && !shut.includes(status);
}
const hasProblem = (body: unknown) =>
  typeof body === 'object' && body !== null && 'code' in body && 'message' in body && 'requestId' in body;

async function ask({ feature, name, route }: Case, ids: Ids, token: string | undefined): Promise<Response> {
  const handler = handlers[feature];
  if (!handler) throw new Error(`No handler serves ${feature}`);
  return call(handler, { ...requestOf(name, route, ids), token });
}

/** Compares two answers but for what differs from call to call. */
const withoutId = ({ status, body, headers }: Response) => ({
  status,
  headers,
  body: { ...(body as object), requestId: '' },
});

describe.each(routes)('$name', (one) => {
  it.each(roles)(
    'answers %s as the permission table says',
    async (role) => {
      const wrong: string[] = [];
      for (const kind of tokenKinds)
        for (const whose of whoseOf(one)) {
          const wanted = expected(one.route, role, kind, whose);
          const ids =
            whose === 'own'
              ? wanted === 'let in'
                ? await cast.own()
                : cast.other
              : whose === 'other'
                ? cast.other
                : cast.missing();
          const response = await ask(one, ids, cast.tokenOf(role, kind));
          cells += 1;
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          if (!fits(response, wanted, one.route.permission === 'public'))
            wrong.push(
              `${role}, ${kind} token, ${whose}: ${response.status} instead of ${wanted} ${JSON.stringify(response.body)}`,
            );
        }
      unexpected.push(...wrong);
      expect(wrong).toEqual([]);
    },
    30_000,
  );
});

describe.each(routes.filter(({ route }) => namesATenantsThing(route.path)))('$name', (one) => {
  it('tells another tenant’s thing and a missing one apart for nobody', async () => {
    for (const role of roles) {
      const token = cast.tokenOf(role, 'valid');
      const [other, missing] = [await ask(one, cast.other, token), await ask(one, cast.missing(), token)];
      expect(withoutId(other), role).toEqual(withoutId(missing));
    }
  });
});

describe('after all that was tried', () => {
  it('nothing of the other tenant has changed', async () => {
    const { rival, rivalPost } = cast;
    expect(await rival.calls.get({ params: rivalPost })).toEqual(rivalPost);
    expect((await rival.calls.history({ params: rivalPost, query: {} })).items.length).toBe(1);
  });

  it('every route was asked, by every role, with every token', () => {
    const wanted = routes.reduce((sum, one) => sum + whoseOf(one).length * roles.length * tokenKinds.length, 0);
    expect(cells).toBe(wanted);
    expect(unexpected).toEqual([]);
  });
});
