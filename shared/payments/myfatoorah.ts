import { outside } from '../contract/outside.ts';

/**
 * The payment provider: KNET, cards and Apple Pay in Kuwait. `token` speaks for our account; `webhookSecret` is what its
 * portal shows for webhooks, used as the text it is.
 */
export const myfatoorah = outside({
  name: 'myfatoorah',
  hosts: { api: 'https://api.myfatoorah.com' },
  secret: ['token', 'webhookSecret'],
});
