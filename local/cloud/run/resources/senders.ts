import * as z from 'zod/mini';
import type { Ses } from '../../aws/ses.ts';
import type { Application } from '../template.ts';

const Identity = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.optional(z.strictObject({ ConfigurationSetName: z.optional(z.string()) })),
});
const SetShape = z.object({
  SuppressionOptions: z.optional(z.strictObject({ SuppressedReasons: z.array(z.enum(['BOUNCE', 'COMPLAINT'])) })),
  SendingOptions: z.optional(z.strictObject({ SendingEnabled: z.boolean() })),
});

/** Verifies the domains and addresses that the template sends mail from, and creates its configuration sets. */
export function createSenders(
  application: Application,
  ses: Pick<Ses, 'verifyIdentity' | 'createConfigurationSet'>,
): void {
  for (const { identity, properties } of application.all('AWS::SES::ConfigurationSet', SetShape)) {
    const { SuppressionOptions: suppression, SendingOptions: sending } = properties;
    ses.createConfigurationSet({
      name: identity.ref,
      ...(suppression && { suppressedReasons: suppression.SuppressedReasons }),
      ...(sending && { sendingEnabled: sending.SendingEnabled }),
    });
  }
  for (const { properties } of application.all('AWS::SES::EmailIdentity', Identity))
    ses.verifyIdentity(properties.EmailIdentity, properties.ConfigurationSetAttributes?.ConfigurationSetName);
}
