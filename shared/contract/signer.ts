/**
 * A call as its sender signed it: header names in lower case, and the body as text that encodes to the very bytes that
 * were sent. What is no UTF-8 was refused before.
 */
export type SignedCall = {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

/** What a call says about its own signature: the signature as sent, the text it was made over, and when (epoch ms). */
export type Claim = { readonly signature: string; readonly over: string; readonly at?: number };

/** The header holds the secret itself. */
type SecretHeader = { readonly kind: 'secretHeader' };

/** HMAC-SHA256 over a text that is made from the call. */
type Hmac = {
  readonly kind: 'hmac';
  readonly encoding: 'hex' | 'base64' | 'base64url';
  /** Undefined, or an exception, when the call has no signature or none can be made over what it holds. */
  readonly claim: (call: SignedCall) => Claim | undefined;
  /**
   * How far the time in the claim may be from ours, in milliseconds. Left out for senders who tell no time, or who
   * repeat a call with its old one.
   */
  readonly maxAgeMs?: number;
};

/** Who signs calls from outside, and how it can be checked that they did. Data, beside the contract that names it. */
export type Signer = {
  readonly name: string;
  /** The header with the proof; undefined when it stands in the body. */
  readonly header?: string;
  /**
   * Whose secret (an outside service's, or a network's) and which of its fields hold a key. Any of the keys is good, and
   * so are those of the secret's previous version for a day.
   */
  readonly secret: { readonly of: { readonly name: string }; readonly fields: readonly string[] };
  readonly proof: SecretHeader | Hmac;
};

/**
 * A sender who repeats our secret in a header.
 *
 * @example export const telegram = secretHeader('telegram', { header: 'X-Telegram-Bot-Api-Secret-Token', secret });
 */
export const secretHeader = (name: string, from: Required<Pick<Signer, 'header' | 'secret'>>): Signer => ({
  name,
  ...from,
  proof: { kind: 'secretHeader' },
});

/**
 * A sender who signs with HMAC-SHA256.
 *
 * @example hmac('meta', { header: 'X-Hub-Signature-256', secret, encoding: 'hex', claim: ({ headers, body }) => … });
 */
export const hmac = (
  name: string,
  { header, secret, ...proof }: Pick<Signer, 'header' | 'secret'> & Omit<Hmac, 'kind'>,
): Signer => ({ name, ...(header === undefined ? {} : { header }), secret, proof: { kind: 'hmac', ...proof } });
