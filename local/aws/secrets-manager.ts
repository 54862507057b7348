import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { answerJson, type JsonService, readInput } from './json-protocol.ts';
import { AwsError, type Ground, listen, type Service } from './service.ts';

export type SecretsManager = Service & {
  /** Sets a secret's text. Takes a name or an ARN; returns the ARN. */
  putSecret(id: string, value: string): string;
  /** True when a secret of this name or ARN has a value, for instance from an earlier start. */
  hasSecret(id: string): boolean;
};

const input = z.object({
  SecretId: z.string(),
  VersionStage: z.optional(z.string()),
  VersionId: z.optional(z.string()),
});

/** Secrets Manager, as far as reading a secret's current value. */
export async function startSecretsManager(ground: Ground, port = 0): Promise<SecretsManager> {
  const { db, clock, region, account } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const prefix = `arn:aws:secretsmanager:${region}:${account}:secret:`;
  const suffix = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 6);
  const arnOf = (id: string) => (id.startsWith(prefix) ? id : `${prefix}${id}-${suffix(id)}`);
  const nameOf = (arn: string) => arn.slice(prefix.length).replace(/-\w{6}$/, '');
  const find = (id: string) => db.prepare('SELECT * FROM secrets WHERE arn = ? OR name = ?').get(id, id);

  const service: JsonService = {
    name: 'secretsmanager',
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetSecretValue(request) {
        const { SecretId, VersionStage = 'AWSCURRENT', VersionId } = readInput(input, request.input);
        const secret = find(SecretId);
        await request.enter('secretsmanager:GetSecretValue', String(secret?.arn ?? arnOf(SecretId)));
        const isWanted = VersionStage === 'AWSCURRENT' && (VersionId === undefined || VersionId === secret?.version);
        if (secret === undefined || !isWanted)
          throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
        const { arn: ARN, name: Name, value: SecretString, version } = secret;
        return {
          ARN,
          Name,
          SecretString,
          VersionId: version,
          VersionStages: [VersionStage],
          CreatedDate: Number(secret.at) / 1000,
        };
      },
    },
  };

  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return {
    ...running,
    operations: Object.keys(service.operations),
    putSecret(id, value) {
      const arn = String(find(id)?.arn ?? arnOf(id));
      db.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?, ?, ?, ?)').run(
        arn,
        nameOf(arn),
        value,
        crypto.randomUUID(),
        clock.now(),
      );
      return arn;
    },
    hasSecret: (id) => find(id) !== undefined,
  };
}
