import { SESClient, type SESClientConfig, SESServiceException, SendEmailCommand } from '@aws-sdk/client-ses';
import { env } from '#runtime/env.ts';
import { errorName } from '#runtime/error-name.ts';
import { logger } from '#runtime/logger.ts';
import { product } from '#shared/contract/product.ts';

export type Mail = { subject: string; html: string; text: string };

/**
 * What became of a mail: SES took it; it did not because of this address, because it takes no more for now (`put_off`:
 * try again later), or because of anything else; or its answer was lost and nobody knows. A suppressed address counts
 * as taken: SES itself keeps the mail back.
 */
export type Delivery = 'sent' | 'bad_address' | 'put_off' | 'refused' | 'in_doubt';

const THROTTLED_TRIES = 5;
/** Doubles with every try: at most three seconds in all. */
const WAIT_MS = 100;

const tryOf = (count: number) => ({
  getRetryCount: () => count,
  // Full jitter, or a team's mails would meet again.
  getRetryDelay: () => (count === 0 ? 0 : Math.ceil(randomShare() * WAIT_MS * 2 ** count)),
});
const randomShare = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** Only a mail that SES put off is handed in again: after any other silence it may already be on its way. */
const onlyWhenPutOff = {
  acquireInitialRetryToken: async () => tryOf(0),
  async refreshRetryTokenForRetry(last, { errorType }) {
    const count = last.getRetryCount() + 1;
    if (errorType !== 'THROTTLING' || count >= THROTTLED_TRIES) throw new Error('Not handed in again');
    return tryOf(count);
  },
  recordSuccess: () => {},
} satisfies SESClientConfig['retryStrategy'];

const ses = new SESClient({
  retryStrategy: onlyWhenPutOff,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000 },
});

/** Hands one mail to SES, at most once. Never throws for what SES or the network does. */
export async function sendMail(to: string, { subject, html, text }: Mail): Promise<Delivery> {
  const utf8 = (Data: string) => ({ Charset: 'UTF-8', Data });
  try {
    await ses.send(
      new SendEmailCommand({
        Source: `${product.en} <${env('mailFrom')}>`,
        ConfigurationSetName: env('mailSet'),
        Destination: { ToAddresses: [to] },
        Message: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
      }),
    );
    return 'sent';
  } catch (error) {
    const name = errorName(error);
    const delivery = deliveryOf(error);
    logger.warn('mail not sent', { delivery, name });
    return delivery;
  }
}

/** How SES says that it takes no more in this second or this day. */
const throttles = new Set(['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceededException']);

/** An answer that blames us is proof that nothing was taken; a fault of the server or the line proves nothing. */
function deliveryOf(error: unknown): Delivery {
  if (!(error instanceof SESServiceException) || error.$fault !== 'client') return 'in_doubt';
  if (throttles.has(error.name)) return 'put_off';
  return error.name === 'InvalidParameterValue' ? 'bad_address' : 'refused';
}
