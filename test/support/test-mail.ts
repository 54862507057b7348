import type { Ground } from '#cloud/aws/service.ts';
import { startSes } from '#cloud/aws/ses.ts';
import { env } from '#runtime/env.ts';

/** The mail service as the infrastructure sets it up, and the functions' address of it. */
export async function startTestMail(ground: Ground) {
  const ses = await startSes(ground);
  ses.verifyIdentity('example.com');
  ses.createConfigurationSet({ name: env('mailSet'), suppressedReasons: ['BOUNCE', 'COMPLAINT'] });
  process.env.AWS_ENDPOINT_URL_SES = ses.url;
  return ses;
}
