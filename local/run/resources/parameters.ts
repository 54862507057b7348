import * as z from 'zod/mini';
import type { Ssm } from '../../aws/ssm.ts';
import type { Application } from '../template.ts';

/** CloudFormation cannot make a SecureString. */
const Shape = z.object({ Type: z.enum(['String', 'StringList']), Value: z.string() });

/** Creates the template's parameters; one whose value has changed gets a new version. */
export function createParameters(application: Application, ssm: Pick<Ssm, 'putParameter'>): void {
  for (const { identity, properties } of application.all('AWS::SSM::Parameter', Shape))
    ssm.putParameter({ name: identity.ref, type: properties.Type, value: properties.Value });
}
