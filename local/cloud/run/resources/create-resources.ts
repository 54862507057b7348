import type { Outside } from '../../outside/outside.ts';
import type { Services } from '../services.ts';
import type { Application } from '../template.ts';
import { createBuckets } from './buckets.ts';
import { createUserPools } from './people.ts';
import { createQueues } from './queues.ts';
import { createKeys, createSecrets } from './secrets.ts';
import { createSenders } from './senders.ts';
import { createTables } from './tables.ts';

/** Brings the template's resources to life in the local services. What exists from an earlier run keeps its content. */
export function createResources(
  application: Application,
  services: Services,
  filledIn: Outside['secrets'],
  say: (line: string) => void,
): void {
  createTables(application, services.dynamodb);
  createQueues(application, services.sqs, say);
  createBuckets(application, services.s3);
  createKeys(application, services.kms);
  createSecrets(application, services.secretsManager, filledIn);
  createSenders(application, services.ses);
  createUserPools(application, services.cognito);
}
