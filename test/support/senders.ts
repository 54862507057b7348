import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { type Claim, hmac, type SignedCall, secretHeader } from '#shared/contract/signer.ts';

/**
 * Software of others that signs its calls in the ways that there are. The product has no such routes yet; these are made
 * after the descriptions of the real ones.
 */
export const telegram = secretHeader('telegram', {
  header: 'X-Telegram-Bot-Api-Secret-Token',
  secret: { of: { name: 'telegram' }, fields: ['webhookSecret'] },
});

const stamp = (header = '') => new Map(header.split(',').map((part) => part.trim().split('=') as [string, string]));

/** `TikTok-Signature: t=<epoch s>,s=<hex>` over `t.body`. */
export const tiktok = hmac('tiktok', {
  header: 'TikTok-Signature',
  secret: { of: { name: 'tiktok' }, fields: ['clientSecret'] },
  encoding: 'hex',
  maxAgeMs: 5 * 60_000,
  claim: ({ headers, body }) => {
    const parts = stamp(headers['tiktok-signature']);
    const [t, signature] = [parts.get('t'), parts.get('s')];
    return t && signature ? { signature, over: `${t}.${body}`, at: Number(t) * 1000 } : undefined;
  },
});

/** What each kind of event signs, in this order. */
const signedFields: Readonly<Record<number, readonly string[]>> = {
  1: ['Invoice.Id', 'Invoice.Status', 'Transaction.Status', 'Transaction.PaymentId', 'Invoice.ExternalIdentifier'],
  2: ['Refund.Id', 'Refund.Status', 'Amount.ValueInBaseCurrency', 'ReferencedInvoice.Id'],
};
const Data = z.record(z.string(), z.record(z.string(), z.unknown()));
export const PaymentEvent = z.object({ Event: z.object({ Code: z.number(), Reference: z.string() }), Data });

/** Base64 over `k1=v1,k2=v2` of fields of the parsed body. */
export const myfatoorah = hmac('myfatoorah', {
  header: 'MyFatoorah-Signature',
  secret: { of: { name: 'myfatoorah' }, fields: ['webhookSecret'] },
  encoding: 'base64',
  claim: ({ headers, body }): Claim | undefined => {
    const { Event, Data } = PaymentEvent.parse(JSON.parse(body));
    const fields = signedFields[Event.Code];
    const signature = headers['myfatoorah-signature'];
    if (!fields || !signature) return undefined;
    const valueAt = (path: string) => {
      const [object = '', field = ''] = path.split('.');
      return Data[object]?.[field] ?? '';
    };
    return { signature, over: fields.map((path) => `${path}=${valueAt(path)}`).join(',') };
  },
});

/** A form field `signed_request`: signature, a dot, and what was signed; either of two secrets. */
export const instagram = hmac('instagram', {
  secret: { of: { name: 'instagram' }, fields: ['appSecret', 'metaSecret'] },
  encoding: 'base64url',
  claim: ({ body }: SignedCall) => {
    const [signature, over] = (new URLSearchParams(body).get('signed_request') ?? '').split('.');
    return signature && over ? { signature, over } : undefined;
  },
});

export const senderNames = ['telegram', 'tiktok', 'myfatoorah', 'instagram'] as const;

/** What the real TikTok puts into its header. `at` is epoch milliseconds. */
export function tiktokHeaders(body: string, secret: string, at: number): Record<string, string> {
  const t = Math.floor(at / 1000);
  return { 'tiktok-signature': `t=${t},s=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}` };
}
