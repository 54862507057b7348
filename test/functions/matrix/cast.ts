import { randomUUID } from 'node:crypto';
import { user } from '#functions/auth/user.entity.ts';
import { type Role, roles } from '#shared/contract/permission.ts';
import type { Route } from '#shared/contract/route.ts';
import { openScene } from '#test/functions/posts/scene.ts';
import type { Backend } from '#test/support/backend.ts';
import { somebody } from '#test/support/people.ts';
import { forge, newKeys, readToken } from '#test/support/tokens.ts';
import type { Ids } from './part.ts';
import { things, thingsFor } from './parts.ts';

export const tokenKinds = ['none', 'expired', 'foreign issuer', 'suspended', 'valid'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** One person per role, with every kind of token that somebody could hold in their name. */
async function personOf(backend: Backend, role: Role, clientId: string) {
  const join = async () => {
    const subject = randomUUID();
    await somebody(role, subject, `${subject}@example.com`, clientId);
    return subject;
  };
  const [subject, suspended] = [await join(), await join()];
  const staff = role === 'owner' || role === 'admin';
  await user
    .patch({ subject: suspended })
    .set(staff ? { status: 'suspended' } : { clientStatus: 'suspended' })
    .go();
  const valid = backend.issuer.issue(subject);
  const { header, claims } = readToken(valid);
  const tokens: Record<TokenKind, string | undefined> = {
    none: undefined,
    expired: backend.issuer.issue(subject, { exp: 1_700_000_000, iat: 1_699_990_000 }),
    // The same key id, the same claims, another signer.
    'foreign issuer': forge({ alg: 'RS256', kid: header.kid }, claims, newKeys().privateKey),
    suspended: backend.issuer.issue(suspended),
    valid,
  };
  return tokens;
}

/** Two businesses, everybody in the first of them, and ways to point at things. */
export async function castOf(backend: Backend) {
  const [home, rival] = [await openScene(backend), await openScene(backend)];
  const people = new Map<Role, Record<TokenKind, string | undefined>>();
  for (const role of roles) people.set(role, await personOf(backend, role, home.clientId));
  const other: Ids = Object.assign({}, ...(await Promise.all(things.map(({ make }) => make(rival, backend)))));
  /** Fresh things of our own, so that one cell cannot spoil the next. */
  const own = ({ path }: Route): Promise<Ids> => thingsFor(path, home, backend);
  const tokenOf = (role: Role, kind: TokenKind) => people.get(role)?.[kind];
  return { home, rival, own, other, tokenOf };
}
export type Cast = Awaited<ReturnType<typeof castOf>>;
