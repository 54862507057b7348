import type { Ground } from '#cloud/aws/service.ts';
import { signatureOf } from './signer.ts';

/** Five more attempts, so long apart. */
const RETRIES = 5;
const RETRY_MS = 60_000;

export type Delivery = { reference: string; url: string; body: string; signature: string; attempts: number[] };

/** Tells the merchant what happened, signed, until somebody answers with 2xx or the attempts are used up. */
export function createWebhooks({ clock }: Ground, secret: string) {
  const sent: Delivery[] = [];
  const underWay = new Set<Promise<unknown>>();
  const deliver = async (delivery: Delivery): Promise<void> => {
    const headers = {
      'content-type': 'application/json',
      'MyFatoorah-Signature': delivery.signature,
      'MyFatoorah-Webhook-Version': 'v2',
    };
    const status = await fetch(delivery.url, { method: 'POST', headers, body: delivery.body })
      .then((response) => response.status)
      .catch(() => 0);
    delivery.attempts.push(status);
    if ((status < 200 || status > 299) && delivery.attempts.length <= RETRIES)
      clock.at(clock.now() + RETRY_MS, () => deliver(delivery));
  };
  return {
    /** Sends an event `times` (real merchants see duplicates); where no address was given, nobody hears. */
    send(url: string, code: number, name: string, data: Readonly<Record<string, unknown>>, times = 1): void {
      if (url === '') return;
      const reference = `WH-${626_519 + sent.length}`;
      const event = {
        Code: code,
        Name: name,
        CountryIsoCode: 'KWT',
        CreationDate: new Date(clock.now()),
        Reference: reference,
      };
      const body = JSON.stringify({ Event: event, Data: data });
      for (let time = 0; time < times; time += 1) {
        const delivery = { reference, url, body, signature: signatureOf(secret, code, data), attempts: [] };
        sent.push(delivery);
        const on = deliver(delivery).finally(() => underWay.delete(on));
        underWay.add(on);
      }
    },
    /** Resolves when every first attempt has its answer. */
    told: async (): Promise<void> => void (await Promise.all(underWay)),
    sent: (): readonly Delivery[] => sent,
  };
}
export type Webhooks = ReturnType<typeof createWebhooks>;
