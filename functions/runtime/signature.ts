import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '#shared/contract/problem.ts';
import type { Claim, SignedCall, Signer } from '#shared/contract/signer.ts';
import { now } from './clock.ts';
import { type Http, headersOf, textBody } from './http.ts';
import { isSameSecret } from './same-secret.ts';
import { senderKeys } from './sender-keys.ts';

/**
 * Throws `auth.unsigned` unless the call was signed by its sender: the same answer whether the signature is missing,
 * wrong, or as old as a recorded call. Throws `request.too_large`, and `auth.unavailable` when the secret cannot be read.
 */
export async function verifySignature(event: APIGatewayProxyEventV2, signer: Signer): Promise<void> {
  const claim = claimOf(event, signer);
  if (!claim) throw new Problem('auth.unsigned');
  const fits = (keys: readonly string[]) =>
    keys.some((key) => isSameSecret(claim.signature, expected(key, claim, signer)));
  if (!fits(await senderKeys(signer.secret)) && !fits(await senderKeys(signer.secret, { anew: true })))
    throw new Problem('auth.unsigned');
  if (isTooOld(claim, signer)) throw new Problem('auth.unsigned');
}

/**
 * The handler of a route that is signed, served with the feature's others.
 *
 * @example export const handler = api(social, { forget: bySender(({ body }) => forgetPerson(body)) });
 */
export const bySender = <H extends (received: never, http: Http) => Promise<unknown>>(act: H) => ({
  verify: verifySignature,
  act,
});

function claimOf(event: APIGatewayProxyEventV2, { header, proof }: Signer): Claim | undefined {
  const headers = headersOf(event);
  if (proof.kind === 'secretHeader') {
    const signature = headers[header?.toLowerCase() ?? ''];
    return signature ? { signature, over: '' } : undefined;
  }
  const body = textOf(event);
  return body === undefined ? undefined : claimed(proof.claim, { headers, body });
}

/** No sender signs what is no text. */
function textOf(event: APIGatewayProxyEventV2): string | undefined {
  try {
    return textBody(event);
  } catch (error) {
    if (error instanceof Problem && error.code === 'request.unreadable') return undefined;
    throw error;
  }
}

/** Whoever sends what its sender would not send has not signed it. */
function claimed(read: (call: SignedCall) => Claim | undefined, call: SignedCall): Claim | undefined {
  try {
    return read(call);
  } catch {
    return undefined;
  }
}

const expected = (key: string, { over }: Claim, { proof }: Signer): string =>
  proof.kind === 'secretHeader' ? key : createHmac('sha256', key).update(over, 'utf8').digest(proof.encoding);

function isTooOld({ at }: Claim, { proof }: Signer): boolean {
  if (proof.kind !== 'hmac' || proof.maxAgeMs === undefined) return false;
  return at === undefined || !(Math.abs(now() - at) <= proof.maxAgeMs);
}
