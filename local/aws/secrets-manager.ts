import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { answerJson, type JsonService, readInput } from './json-protocol.ts';
import { AwsError, type Ground, listen, type Service } from './service.ts';

export type SecretsManager = Service & {
  /** Sets a secret's text; another text becomes a new version. Takes a name or an ARN; returns the ARN. */
  putSecret(id: string, value: string): string;
  /** True when a secret of this name or ARN has a value, for instance from an earlier start. */
  hasSecret(id: string): boolean;
};

const Input = z.strictObject({
  SecretId: z.string().check(z.minLength(1), z.maxLength(2048)),
  VersionStage: z.optional(z.string()),
  VersionId: z.optional(z.string()),
});

const stages = ['AWSCURRENT', 'AWSPREVIOUS'];

/** Secrets Manager, as far as reading a secret's current and previous value. */
export async function startSecretsManager(ground: Ground, port = 0): Promise<SecretsManager> {
  const { db, clock, region, account } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS secret_versions (n INTEGER PRIMARY KEY, arn TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const prefix = `arn:aws:secretsmanager:${region}:${account}:secret:`;
  const suffix = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 6);
  const arnOf = (id: string) => (id.startsWith(prefix) ? id : `${prefix}${id}-${suffix(id)}`);
  const nameOf = (arn: string) => arn.slice(prefix.length).replace(/-\w{6}$/, '');
  /** Newest version first. An ARN may lack its random ending. */
  const versionsOf = (id: string) => {
    const name = id.startsWith(prefix) ? id.slice(prefix.length) : id;
    const newest = 'SELECT * FROM secret_versions WHERE arn = ? OR name = ? ORDER BY n DESC LIMIT ?';
    return db.prepare(newest).all(id, name, stages.length);
  };
  const missing = (what: string) =>
    new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret${what}.`);

  const service: JsonService = {
    name: 'secretsmanager',
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetSecretValue({ input, enter }) {
        const { SecretId, VersionId, VersionStage = VersionId ? undefined : 'AWSCURRENT' } = readInput(Input, input);
        const versions = versionsOf(SecretId);
        await enter('secretsmanager:GetSecretValue', String(versions[0]?.arn ?? arnOf(SecretId)));
        if (versions.length === 0) throw missing('');
        const index = versions.findIndex((one, at) =>
          VersionId ? one.version === VersionId : stages[at] === VersionStage,
        );
        const found = versions[index];
        if (found === undefined)
          throw missing(VersionId ? ` value for VersionId: ${VersionId}` : ` value for staging label: ${VersionStage}`);
        if (VersionStage !== undefined && stages[index] !== VersionStage) {
          const apart = 'You provided a VersionStage that is not associated to the provided VersionId.';
          throw new AwsError('InvalidRequestException', apart);
        }
        const { arn: ARN, name: Name, value: SecretString, version, at } = found;
        const described = { VersionId: version, VersionStages: [stages[index]], CreatedDate: Number(at) / 1000 };
        return { ARN, Name, SecretString, ...described };
      },
    },
  };

  return {
    ...(await listen((request, response) => answerJson(ground, service, request, response), port)),
    operations: Object.keys(service.operations),
    putSecret(id, value) {
      const current = versionsOf(id)[0];
      const arn = String(current?.arn ?? arnOf(id));
      const insert = 'INSERT INTO secret_versions (arn, name, value, version, at) VALUES (?, ?, ?, ?, ?)';
      if (current?.value !== value) db.prepare(insert).run(arn, nameOf(arn), value, crypto.randomUUID(), clock.now());
      return arn;
    },
    hasSecret: (id) => versionsOf(id).length > 0,
  };
}
