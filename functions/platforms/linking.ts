import type { Platform, SecretOf } from '#shared/platforms/platform.ts';
import type { Outcome } from './platform.ts';

/** What speaks for an account: the token that calls are made with, and what renews it on platforms that have such. */
export type Tokens = { token: string; refreshToken?: string | undefined };

/** Tokens as the platform issued them; `expiresAt` (of `token`) in milliseconds since the epoch. */
export type Token = Tokens & { issuedAt: number; expiresAt: number };

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
export type Linker<P extends Platform = Platform> = {
  /** Where the browser is sent; `state` comes back unchanged. */
  authorizeUrl(app: SecretOf<P>, request: { redirectUri: string; state: string }): string;
  /** Turns the code of a consent into a lasting token and the account it speaks for; `state` as it was sent along. */
  exchange(
    app: SecretOf<P>,
    request: { redirectUri: string; code: string; state: string },
  ): Promise<Outcome<LinkedAccount>>;
  /**
   * What a lost answer to `refresh` means. False: the old tokens stay good, trying again does no harm. True: they may
   * be dead, so after a call whose outcome is not known (`unknown`) they are never used again; `retry` then says that
   * the platform certainly did nothing.
   */
  readonly rotates: boolean;
  /** Whether our app has to identify itself to refresh a token; else `refresh` is not given it. */
  readonly refreshNeedsApp?: true;
  /**
   * Makes a token last longer. An answer without a refresh token leaves the one we hold in force. `app` is missing also
   * while nobody has filled in the network's secret: then the refresh is put off.
   */
  refresh(held: Tokens, app: SecretOf<P> | undefined): Promise<Outcome<Token>>;
  /** Takes our access away at the platform. Missing where it has no call for that. */
  revoke?(held: Tokens, app: SecretOf<P>): Promise<Outcome<object>>;
  /** When a token should next be refreshed (milliseconds since the epoch). */
  refreshAt(token: Token): number;
};
