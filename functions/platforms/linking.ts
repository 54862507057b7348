import type { Platform } from '#shared/platforms/platform.ts';
import type { Outcome } from './platform.ts';

/** Our app as the platform knows it. */
export type AppCredentials = { appId: string; appSecret: string };

/** A token as the platform issued it; `expiresAt` in milliseconds since the epoch. */
export type Token = { token: string; issuedAt: number; expiresAt: number };

/** The account behind a consent, and what it granted. */
export type LinkedAccount = Token & {
  externalId: string;
  username: string;
  name: string;
  /** Its picture as a data URL: the platforms' own addresses expire, and our pages load nothing from elsewhere. */
  picture: string | undefined;
  scopes: string[];
};

/** How accounts of one network are connected. No call retries by itself. */
export type Linker = {
  readonly platform: Platform;
  /** Without these granted, an account is of no use to us. */
  readonly requiredScopes: readonly string[];
  /** Where the browser is sent; `state` comes back unchanged. */
  authorizeUrl(app: AppCredentials, request: { redirectUri: string; state: string }): string;
  /** Turns the code of a consent into a lasting token and the account it speaks for. */
  exchange(app: AppCredentials, request: { redirectUri: string; code: string }): Promise<Outcome<LinkedAccount>>;
  /** Makes a token last longer. The old one stays good, so a lost answer does no harm. */
  refresh(token: string): Promise<Outcome<Token>>;
  /** When a token should next be refreshed (milliseconds since the epoch). */
  refreshAt(token: Token): number;
};
