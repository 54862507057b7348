import * as z from 'zod/mini';
import { answerJson, type JsonService, readInput } from './json-protocol.ts';
import { AwsError, type Ground, listen, type Running } from './service.ts';

export type SecretsManager = Running & {
  /** Stores a secret under its name or ARN; an existing one is replaced only when `replace` says so. */
  putSecret(id: string, value: string, options?: { replace?: boolean }): void;
};

const GetSecretValue = z.object({ SecretId: z.string() });

/** Secrets Manager: what the product calls, which is reading. Secrets come from the template and the operator. */
export async function startSecretsManager(ground: Ground, port = 0): Promise<SecretsManager> {
  const { db, region, account } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS secret (arn TEXT PRIMARY KEY, value TEXT NOT NULL, created INTEGER NOT NULL) STRICT',
  );
  const select = db.prepare('SELECT value, created FROM secret WHERE arn = ?');
  const insert = db.prepare('INSERT OR IGNORE INTO secret VALUES (?, ?, ?)');
  const replace = db.prepare('INSERT OR REPLACE INTO secret VALUES (?, ?, ?)');
  const arnOf = (id: string) =>
    id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${region}:${account}:secret:${id}`;

  const service: JsonService = {
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetSecretValue({ input, enter }) {
        const arn = arnOf(readInput(GetSecretValue, input, 'InvalidParameterException').SecretId);
        await enter('secretsmanager:GetSecretValue', arn);
        const row = select.get(arn);
        if (!row) throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        return {
          ARN: arn,
          Name: arn.split(':').at(-1),
          SecretString: row.value,
          CreatedDate: Number(row.created) / 1000,
          VersionStages: ['AWSCURRENT'],
        };
      },
    },
  };

  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    putSecret: (id, value, options = {}) =>
      void (options.replace ? replace : insert).run(arnOf(id), value, ground.clock.now()),
  };
}
