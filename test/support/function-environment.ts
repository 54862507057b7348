import { envNames, hostVariable, secretVariable } from '#runtime/env-names.ts';
import { outsides } from '#shared/outsides.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';

/**
 * The environment of a function, set before any code of the product is loaded: entities read the table's name when they
 * are imported. The addresses of services are added by `startBackend`; until then nothing can be reached.
 */
const variables: Record<keyof typeof envNames, string> = {
  table: 'ksa-test',
  uploads: 'ksa-test-uploads',
  media: 'ksa-test-media',
  mediaUrl: 'https://media.example.com',
  webUrl: 'https://app.example.com',
  tokenKey: 'token-key',
  userPool: 'me-south-1_TestPool1',
  userPoolClient: '1testclient2testclient3test',
  signingSecret: 'ksa-test/signing',
  dueQueueArn: 'arn:aws:sqs:me-south-1:000000000000:ksa-test-due',
  mailFrom: 'no-reply@example.com',
  mailSet: 'ksa-test-mail',
  deadLettersUrl: 'http://127.0.0.1:9/000000000000/ksa-test-dead-letters',
  maxReceives: '5',
  deadLetterQueues: '{"at":"http://127.0.0.1:9/000000000000","names":{"message":[],"change":[],"run":[]}}',
  scheduleGroup: 'ksa-test',
  scheduleRoleArn: 'arn:aws:iam::000000000000:role/ksa-test-schedules',
  stage: 'test',
};

for (const name of Object.keys(process.env)) if (name.startsWith('AWS_ENDPOINT_URL')) delete process.env[name];
for (const [key, name] of Object.entries(envNames)) process.env[name] = variables[key as keyof typeof envNames];
const services = [...platforms.map((name) => ({ name, hosts: networkOf(name).hosts })), ...outsides];
for (const { name, hosts } of services) {
  process.env[secretVariable(name)] = `ksa-test/${name}`;
  for (const host of Object.keys(hosts)) process.env[hostVariable(name, host)] = `http://127.0.0.1:9/${host}`;
}
Object.assign(process.env, {
  AWS_REGION: 'me-south-1',
  AWS_ACCESS_KEY_ID: 'TESTFUNCTION',
  AWS_SECRET_ACCESS_KEY: 'test-secret',
  // Port 9 answers nobody: a service that a test forgot to start must not be looked for anywhere else.
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_EC2_METADATA_DISABLED: 'true',
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_LOG_LEVEL: 'SILENT',
});
