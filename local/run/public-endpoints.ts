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
  return {
    web: endpoints.web,
    api: `${endpoints.web}/api`,
    live: `${endpoints.web.replace('http', 'ws')}/live`,
    mail: endpoints.ses,
    media: endpoints.media,
    control,
    sandbox: { instagram: endpoints.instagram },
    aws: {
      dynamodb: endpoints.dynamodb,
      s3: endpoints.s3,
      sqs: endpoints.sqs,
      scheduler: endpoints.scheduler,
      kms: endpoints.kms,
      ses: endpoints.ses,
      cognito: endpoints.cognito,
      secretsManager: endpoints.secretsManager,
      region,
      tableName: table?.identity.ref ?? '',
      accessKeyId: administrator,
      secretAccessKey,
    },
    logins,
  };
}
