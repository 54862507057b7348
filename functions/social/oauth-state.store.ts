import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { oauthState } from './oauth-state.entity.ts';

type OAuthState = EntityItem<typeof oauthState>;

export const attemptBegun = (row: OAuthState): Write[] =>
  writesOf(createWriteTransaction({ oauthState }, (entities) => [entities.oauthState.create(row).commit()]));

/** Uses an attempt up. Refused when it is unknown, used, another person's, for another platform or too old. */
export const attemptUsed = (
  { clientId, stateHash, ...of }: Omit<OAuthState, 'expiresAt' | 'ttl'>,
  now: number,
): Write[] =>
  writesOf(
    createWriteTransaction({ oauthState }, (entities) => [
      entities.oauthState
        .delete({ clientId, stateHash })
        .where(
          ({ userId, platform, expiresAt }, { eq, gt }) =>
            `${eq(userId, of.userId)} AND ${eq(platform, of.platform)} AND ${gt(expiresAt, now)}`,
        )
        .commit(),
    ]),
  );
