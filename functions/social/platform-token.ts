import type { Tokens } from '#functions/platforms/linking.ts';
import { open, type SecretContext, seal, sealerFor } from '#runtime/secret-box.ts';
import type { Account, AccountKey } from './account.store.ts';

type SealedTokens = { sealedToken: string } & Pick<Account, 'sealedRefreshToken'>;

const contextOf = ({ clientId, accountId }: AccountKey): SecretContext => ({
  clientId,
  subjectId: accountId,
  purpose: 'platform-token',
});

/** Seals a platform token so that it opens for this account only. */
export const sealToken = (key: AccountKey, token: string): Promise<string> => seal(token, contextOf(key));

export const openToken = (key: AccountKey, sealed: string): Promise<string> => open(sealed, contextOf(key));

/** Opens all that a refresh needs. */
export async function openTokens(key: AccountKey, { sealedToken, sealedRefreshToken }: SealedTokens): Promise<Tokens> {
  const token = await openToken(key, sealedToken);
  return sealedRefreshToken === undefined
    ? { token }
    : { token, refreshToken: await openToken(key, sealedRefreshToken) };
}

/**
 * Prepares to seal the tokens of an account. Call it before the platform is asked for them: tokens that replace others
 * and cannot be sealed are lost.
 */
export async function tokenSealer(key: AccountKey): Promise<(tokens: Tokens) => SealedTokens> {
  const sealed = await sealerFor(contextOf(key));
  return ({ token, refreshToken }) => ({
    sealedToken: sealed(token),
    ...(refreshToken === undefined ? {} : { sealedRefreshToken: sealed(refreshToken) }),
  });
}
