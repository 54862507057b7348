import * as z from 'zod/mini';
import type { Ses } from '../../aws/ses.ts';
import type { Application } from '../template.ts';

const Shape = z.object({ EmailIdentity: z.string() });

/** Verifies the domains and addresses that the template sends mail from. */
export function verifySenders(application: Application, ses: Pick<Ses, 'verifyIdentity'>): void {
  for (const { properties } of application.all('AWS::SES::EmailIdentity', Shape))
    ses.verifyIdentity(properties.EmailIdentity);
}
