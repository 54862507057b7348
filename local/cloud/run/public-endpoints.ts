import { type Endpoints, secretAccessKey } from './environment.ts';
import { administrator } from './gate.ts';
import type { Application } from './template.ts';

/** What `.local/endpoints.json` tells people, tools and tests. */
export type PublicEndpoints = {
  web: string;
  api: string;
  live: string;
  mail: string;
  media: string;
  control: string;
  sandbox: Readonly<Record<string, string>>;
  aws: Readonly<Record<string, string>>;
  logins: readonly { role: string; email: string; password: string }[];
};

export function publicEndpoints(
  application: Application,
  endpoints: Endpoints,
  control: string,
  region: string,
  logins: PublicEndpoints['logins'],
): PublicEndpoints {
  const [table] = application.resources('AWS::DynamoDB::Table');
  const { web, media, ses, sandboxes, lambda, webSockets } = endpoints;
  const { dynamodb, s3, sqs, scheduler, kms, cognito, secretsManager } = endpoints;
  const keys = { accessKeyId: administrator, secretAccessKey };
  return {
    ...{ web, api: `${web}/api`, live: `${web.replace('http', 'ws')}/live`, mail: ses, media, control },
    sandbox: sandboxes,
    aws: {
      ...{ dynamodb, s3, sqs, scheduler, kms, ses, cognito, secretsManager, lambda, webSockets },
      ...{ region, tableName: table?.identity.ref ?? '', ...keys },
    },
    logins,
  };
}
