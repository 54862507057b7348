import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { startKms } from '#cloud/aws/kms.ts';
import { startS3 } from '#cloud/aws/s3.ts';
import { startSecretsManager } from '#cloud/aws/secrets-manager.ts';
import { AwsError, type Call, type Ground } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createGate } from '#cloud/test/gate.ts';
import type { StaffRole, TeamRole } from '#shared/contract/permission.ts';
import { type Person, somebody, someClient, type Teammate } from './people.ts';
import { shiftTime } from './shifted-date.ts';
import { startTestPool } from './test-pool.ts';
import { testTable } from './test-table.ts';

export type Backend = Awaited<ReturnType<typeof startBackend>>;

/**
 * The AWS services that handlers talk to, on free ports of this machine, for one test file. The clients of the SDK
 * learn the addresses from the environment at their first call, so call this in `beforeAll` and close it in `afterAll`.
 */
export async function startBackend() {
  const dataDir = mkdtempSync(join(tmpdir(), 'ksa-backend-'));
  const clock = createClock();
  const calls: Call[] = [];
  const denied = new Map<string, string>();
  const gate = createGate({
    enter(call) {
      calls.push(call);
      const error = denied.get(call.action);
      if (error !== undefined) throw new AwsError(error, `${call.action} is denied`);
    },
  });
  const db = new DatabaseSync(':memory:');
  const ground: Ground = { clock, db, gate, dataDir, region: 'me-south-1', account: '000000000000' };
  const dynamodb = await startDynamoDb(ground);
  dynamodb.createTable(testTable());
  const s3 = await startS3(ground, () => 'test-secret');
  for (const bucket of ['ksa-test-uploads', 'ksa-test-media']) s3.createBucket({ name: bucket });
  const sqs = await startSqs(ground);
  const kms = await startKms(ground);
  kms.createKey('token-key');
  const secretsManager = await startSecretsManager(ground);
  secretsManager.putSecret('ksa-test/signing', 'a signing secret that is only used by tests');
  const people = await startTestPool(ground);

  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: people.url,
  });

  /** Somebody with this role, signed in with `PASSWORD`; a team role gets a business of its own unless one is named. */
  async function signInAs(role: StaffRole): Promise<Person>;
  async function signInAs(role: TeamRole, clientId?: string): Promise<Teammate>;
  async function signInAs(role: StaffRole | TeamRole, clientId?: string): Promise<Person> {
    const email = `${role}-${randomUUID()}@example.com`;
    const subject = await people.addLogin(email, role === 'owner' || role === 'admin' ? role : 'client');
    const person = await somebody(role, subject, email, clientId);
    return { ...person, token: (await people.tokensOf(email)).access };
  }

  return {
    ground,
    /** Mails, logins and tokens of the user pool. */
    people,
    /** The same, for tokens of somebody known: `issuer.issue(subject)`. */
    issuer: people,
    signInAs,
    someClient,
    clock,
    dynamodb,
    s3,
    sqs,
    kms,
    secretsManager,
    /** Every call of AWS so far, as IAM names it. */
    calls,
    /** Makes an action fail until it is allowed again. */
    deny: (action: string, error = 'AccessDeniedException') => void denied.set(action, error),
    allow: (action: string) => void denied.delete(action),
    /** Moves the time of functions and services, and lets what fell due happen. */
    async advance(ms: number) {
      shiftTime(ms);
      await clock.advance(0);
    },
    async close() {
      clock.stop();
      await Promise.all([dynamodb, s3, sqs, kms, secretsManager, people].map((service) => service.close()));
      db.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
