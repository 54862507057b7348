import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type JsonService, listenJson, readInput } from './json-protocol.ts';
import { AwsError, type Ground, type Service } from './service.ts';

export type SecretsManager = Service & {
  /** Sets a secret's text; another text becomes a new version. Takes a name or an ARN; returns the ARN. */
  putSecret(id: string, value: string): string;
  /** Makes a secret that has no value: it is known, and asking for its value finds none. */
  declareSecret(arn: string): void;
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
    'CREATE TABLE IF NOT EXISTS secret_versions (n INTEGER PRIMARY KEY, arn TEXT, name TEXT, value TEXT, version TEXT, at INTEGER)',
  );
  const declared = new Set<string>();
  const prefix = `arn:aws:secretsmanager:${region}:${account}:secret:`;
  const suffix = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 6);
  const arnOf = (id: string) => (id.startsWith(prefix) ? id : `${prefix}${id}-${suffix(id)}`);
  /** Newest version first. An ARN may lack its random ending. */
  const versionsOf = (id: string) =>
    db
      .prepare('SELECT * FROM secret_versions WHERE arn = ? OR name = ? ORDER BY n DESC LIMIT 2')
      .all(id, id.replace(prefix, ''));

  const service: JsonService = {
    name: 'secretsmanager',
    target: 'secretsmanager',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetSecretValue({ input, enter }) {
        const { SecretId, VersionId, VersionStage = VersionId ? undefined : stages[0] } = readInput(Input, input);
        const versions = versionsOf(SecretId);
        await enter('secretsmanager:GetSecretValue', String(versions[0]?.arn ?? arnOf(SecretId)));
        const place = versions.findIndex(
          ({ version }, at) => version === (VersionId ?? version) && stages[at] === (VersionStage ?? stages[at]),
        );
        const found = versions[place];
        if (found === undefined) {
          const value = ` value for ${VersionId ? `VersionId: ${VersionId}` : `staging label: ${VersionStage}`}`;
          const isKnown = versions.length > 0 || declared.has(SecretId);
          const what = `specified secret${isKnown ? value : ''}`;
          throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the ${what}.`);
        }
        const { arn: ARN, name: Name, value: SecretString, version, at } = found;
        const VersionStages = [stages[place]];
        return { ARN, Name, SecretString, VersionId: version, VersionStages, CreatedDate: Number(at) / 1000 };
      },
    },
  };

  return {
    ...(await listenJson(ground, service, port)),
    putSecret(id, value) {
      const current = versionsOf(id)[0];
      const arn = String(current?.arn ?? arnOf(id));
      const name = arn.slice(prefix.length).replace(/-\w{6}$/, '');
      const insert = db.prepare('INSERT INTO secret_versions (arn, name, value, version, at) VALUES (?, ?, ?, ?, ?)');
      if (current?.value !== value) insert.run(arn, name, value, crypto.randomUUID(), clock.now());
      return arn;
    },
    declareSecret: (arn) => void declared.add(arn),
    hasSecret: (id) => versionsOf(id).length > 0,
  };
}
