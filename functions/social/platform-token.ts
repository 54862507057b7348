import { open, type SecretContext, seal } from '#runtime/secret-box.ts';
import type { AccountKey } from './account.store.ts';

const contextOf = ({ clientId, accountId }: AccountKey): SecretContext => ({
  clientId,
  subjectId: accountId,
  purpose: 'platform-token',
});

/** Seals a platform token so that it opens for this account only. */
export const sealToken = (key: AccountKey, token: string): Promise<string> => seal(token, contextOf(key));

export const openToken = (key: AccountKey, sealed: string): Promise<string> => open(sealed, contextOf(key));
