import { createHash, createHmac } from 'node:crypto';

/**
 * The verifier of a consent (RFC 7636), made from its state and our app's secret: nobody who sees the state on its way
 * through the browser can make it, and nothing has to be kept between the two requests.
 */
export const verifierOf = (appSecret: string, state: string): string =>
  createHmac('sha256', appSecret).update(`pkce ${state}`).digest('base64url');

/** What the consent page is sent: the hash of the verifier (`S256`). */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
