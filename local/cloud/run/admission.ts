import type { Outside } from '../outside/outside.ts';
import { replaceAddresses } from './addresses.ts';
import { openAssembly, type Templates } from './assembly.ts';
import type { Doors } from './doors.ts';
import type { Endpoints } from './environment.ts';
import { checkLinks } from './links.ts';
import { collectRoles, type Roles } from './roles.ts';
import { checkServiceAccess } from './service-access.ts';
import type { Services } from './services.ts';
import type { Application } from './template.ts';

type Asked = {
  assembly: string;
  templates: Templates | undefined;
  outside: Outside;
  region: string;
  account: string;
};

/**
 * Reads the application with the addresses of this machine in it, and refuses one that does not fit together.
 * Lambda and the scheduler get their addresses later, when the functions are there.
 */
export function admitApplication(
  { assembly, templates, outside, region, account }: Asked,
  { web, media, control }: Doors,
  services: Services,
): { application: Application; endpoints: Endpoints; roles: Roles } {
  const application = openAssembly(assembly, templates, { region, account, sqsUrl: services.sqs.url });
  const endpoints: Endpoints = {
    web: web.url,
    media: media.url,
    sandboxes: Object.fromEntries(Object.entries(services.sandboxes).map(([name, { url }]) => [name, url])),
    dynamodb: services.dynamodb.url,
    s3: services.s3.url,
    sqs: services.sqs.url,
    scheduler: '',
    kms: services.kms.url,
    secretsManager: services.secretsManager.url,
    cognito: services.cognito.url,
    ses: services.ses.url,
    lambda: '',
    webSockets: services.webSockets.url,
    nowhere: control.url,
  };
  replaceAddresses(application, outside, endpoints, region);
  const roles = collectRoles(application, region, account);
  checkLinks(application, roles);
  checkServiceAccess(application, roles, region, account);
  return { application, endpoints, roles };
}
