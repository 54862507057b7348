import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { document } from '#runtime/table.ts';
import { idPrefixes } from '#shared/contract/id.ts';
import { may, type Role, roles } from '#shared/contract/permission.ts';
import type { Route } from '#shared/contract/route.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, type Response } from '#test/support/gateway.ts';
import { fillSecrets } from '#test/support/outside-secrets.ts';
import { type Cast, castOf, type TokenKind, tokenKinds } from './cast.ts';
import type { Ids } from './part.ts';
import { handlers, namesIn, ownerOf, routes } from './parts.ts';
import { missingFor, namesAPlatformsThing, namesATenantsThing, requestOf } from './requests.ts';

const patternOf = ({ params }: Route, variable: string): unknown =>
  params && Object(z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }).properties)[variable];

type Case = (typeof routes)[number];
type Whose = 'own' | 'other' | 'missing';

let backend: Backend;
let cast: Cast;
let before: unknown[];
let cells = 0;
const unexpected: string[] = [];
const statuses = new Map<number, number>();
beforeAll(async () => {
  backend = await startBackend();
  fillSecrets(backend);
  cast = await castOf(backend);
  before = await rowsOf(cast.rival.clientId);
}, 30_000);
afterAll(async () => {
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${times} × ${status}`);
  process.stdout.write(`matrix: ${cells} cells, ${unexpected.length} unexpected (${told.join(', ')})\n`);
  await backend.close();
});

/** Every row of one business, whatever features there are. */
const rowsOf = async (clientId: string) =>
  ((await document.send(new ScanCommand({ TableName: 'ksa-test' }))).Items ?? [])
    .filter((row) => row.clientId === clientId)
    .sort((a, b) => `${a.pk}${a.sk}`.localeCompare(`${b.pk}${b.sk}`));

const whoseOf = ({ route }: Case): readonly Whose[] =>
  namesATenantsThing(route.path)
    ? ['own', 'other', 'missing']
    : namesAPlatformsThing(route.path)
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

describe('what stands in paths', () => {
  const named = routes.flatMap(({ name, route }) =>
    namesIn(route.path).map((variable) => ({ name, variable, schema: JSON.stringify(patternOf(route, variable)) })),
  );

  it.each(named)(
    '$variable of $name is a thing that somebody makes here, or one of a few words',
    ({ variable, schema }) => {
      expect(ownerOf(variable) !== undefined || schema.includes('"enum"')).toBe(true);
    },
  );

  it.each(named)('$variable of $name, if it is an id of ours, is owned: no id is nobody’s', ({ variable, schema }) => {
    const isOurs = Object.values(idPrefixes).some((prefix) => schema.includes(`^${prefix}_`));
    if (isOurs) expect(ownerOf(variable)).toMatch(/^(business|platform)$/);
  });
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
                ? await cast.own(one.route)
                : cast.other
              : whose === 'other'
                ? cast.other
                : missingFor(one.route);
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
      const [other, missing] = [await ask(one, cast.other, token), await ask(one, missingFor(one.route), token)];
      expect(withoutId(other), role).toEqual(withoutId(missing));
    }
  });
});

describe('after all that was tried', () => {
  it('nothing of the other tenant has changed', async () => {
    expect(before.length).toBeGreaterThan(5);
    expect(await rowsOf(cast.rival.clientId)).toEqual(before);
  });

  it('every route was asked, by every role, with every token', () => {
    const wanted = routes.reduce((sum, one) => sum + whoseOf(one).length * roles.length * tokenKinds.length, 0);
    expect(cells).toBe(wanted);
    expect(unexpected).toEqual([]);
  });
});
