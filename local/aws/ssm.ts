import * as z from 'zod/mini';
import { answerJson, type JsonRequest, type JsonService, readInput } from './json-protocol.ts';
import { openBlob, sealBlob } from './kms/ciphertext.ts';
import { openKeyRing } from './kms/key-ring.ts';
import { AwsError, type Ground, listen, type Service } from './service.ts';

export type NewParameter = {
  name: string;
  type: 'String' | 'StringList' | 'SecureString';
  value: string;
  /** The key of a SecureString: id, ARN or alias. Its own `aws/ssm` key is not emulated. */
  keyId?: string;
};
export type Ssm = Service & {
  /** Creates or changes a parameter; the same value again is no new version. Returns the version. */
  putParameter(parameter: NewParameter): number;
};

const Name = z.string().check(z.minLength(1), z.maxLength(2048));
const WithDecryption = z._default(z.boolean(), false);
const inputs = {
  GetParameter: z.strictObject({ Name, WithDecryption }),
  GetParameters: z.strictObject({ Names: z.array(Name).check(z.minLength(1), z.maxLength(10)), WithDecryption }),
  GetParametersByPath: z.strictObject({
    Path: Name,
    Recursive: z._default(z.boolean(), false),
    WithDecryption,
    MaxResults: z._default(z.int().check(z.minimum(1), z.maximum(10)), 10),
    NextToken: z.optional(z.string()),
  }),
};

const Row = z.object({
  name: z.string(),
  type: z.string(),
  value: z.string(),
  keyId: z.nullable(z.string()),
  version: z.number(),
  at: z.number(),
});
type Row = z.output<typeof Row>;

/** Parameter Store, as far as reading parameters by name and by path. */
export async function startSsm(ground: Ground, port = 0): Promise<Ssm> {
  const { db, clock, region, account } = ground;
  db.exec(
    'CREATE TABLE IF NOT EXISTS ssm_parameters (name TEXT PRIMARY KEY, type TEXT NOT NULL, value TEXT NOT NULL, keyId TEXT, version INTEGER NOT NULL, at INTEGER NOT NULL)',
  );
  const ring = openKeyRing(ground);
  const prefix = `arn:aws:ssm:${region}:${account}:parameter`;
  const arnOf = (name: string) => `${prefix}/${name.replace(/^\//, '')}`;
  const boundTo = (name: string) => ({ PARAMETER_ARN: arnOf(name) });
  const select = db.prepare("SELECT * FROM ssm_parameters WHERE name = ? OR '/' || name = ?");
  const find = (name: string) => z.optional(Row).parse(select.get(name, name));

  /** The text of a parameter; a SecureString needs the permission to decrypt with its key. */
  async function textOf({ name, value, keyId }: Row, decrypt: boolean, enter: JsonRequest['enter']): Promise<string> {
    if (keyId === null || !decrypt) return value;
    const key = ring.find(keyId);
    await enter('kms:Decrypt', key.arn, { 'kms:EncryptionContext:PARAMETER_ARN': arnOf(name) });
    if (!key.enabled) throw new AwsError('InvalidKeyId', `${key.arn} is disabled.`);
    const opened = openBlob(Buffer.from(value, 'base64'));
    return opened.decrypt(ring.material(key, opened.version), boundTo(name)).toString();
  }
  const told = async (row: Row, decrypt: boolean, enter: JsonRequest['enter']) => ({
    Name: row.name,
    Type: row.type,
    Value: await textOf(row, decrypt, enter),
    Version: row.version,
    LastModifiedDate: row.at / 1000,
    ARN: arnOf(row.name),
    DataType: 'text',
  });
  /** By name or ARN, with or without `:version`. Throws what GetParameter answers; labels are not emulated. */
  async function read(asked: string, decrypt: boolean, { enter, operation }: JsonRequest) {
    const [, name = '', selector] = /^(.*?)(:[^:/]+)?$/.exec(asked.replace(`${prefix}/`, '/')) ?? [];
    await enter(`ssm:${operation}`, arnOf(name));
    const row = find(name);
    if (row === undefined) throw new AwsError('ParameterNotFound', '');
    if (selector === undefined) return told(row, decrypt, enter);
    if (selector === `:${row.version}`) return { ...(await told(row, decrypt, enter)), Selector: selector };
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector.slice(1)} of ${name}`,
    );
  }

  const service: JsonService = {
    name: 'ssm',
    target: 'AmazonSSM',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetParameter(request) {
        const asked = readInput(inputs.GetParameter, request.input);
        return { Parameter: await read(asked.Name, asked.WithDecryption, request) };
      },
      async GetParameters(request) {
        const { Names, WithDecryption } = readInput(inputs.GetParameters, request.input);
        const InvalidParameters: string[] = [];
        const found = Names.map((name) =>
          read(name, WithDecryption, request).catch((error: unknown) => {
            if (!(error instanceof AwsError) || !/^Parameter\w*NotFound$/.test(error.name)) throw error;
            InvalidParameters.push(name);
          }),
        );
        return { Parameters: (await Promise.all(found)).filter((one) => one !== undefined), InvalidParameters };
      },
      async GetParametersByPath({ input, enter }) {
        const { Path, Recursive, WithDecryption, MaxResults, NextToken } = readInput(inputs.GetParametersByPath, input);
        if (!Path.startsWith('/'))
          throw new AwsError('ValidationException', `The parameter path ${Path} must begin with /`);
        const folder = Path.replace(/\/?$/, '/');
        await enter('ssm:GetParametersByPath', arnOf(folder.slice(0, -1)));
        const under = db.prepare('SELECT * FROM ssm_parameters WHERE substr(name, 1, ?) = ? ORDER BY name');
        const rows = z.array(Row).parse(under.all(folder.length, folder));
        const wanted = rows.filter(({ name }) => Recursive || !name.slice(folder.length).includes('/'));
        const start = NextToken === undefined ? 0 : wanted.findIndex(({ name }) => name === unpack(NextToken));
        if (start < 0) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
        const page = wanted.slice(start, start + MaxResults).map((row) => told(row, WithDecryption, enter));
        const next = wanted[start + MaxResults];
        return { Parameters: await Promise.all(page), ...(next && { NextToken: pack(next.name) }) };
      },
    },
  };

  return {
    ...(await listen((request, response) => answerJson(ground, service, request, response), port)),
    operations: Object.keys(service.operations),
    putParameter({ name, type, value, keyId }) {
      const old = find(name);
      const key = type === 'SecureString' ? ring.find(keyId ?? 'alias/aws/ssm') : undefined;
      if (key === undefined && old?.type === type && old.value === value) return old.version;
      const kept = key ? sealBlob(ring.material(key), Buffer.from(value), boundTo(name)).toString('base64') : value;
      const version = (old?.version ?? 0) + 1;
      const insert = db.prepare('INSERT OR REPLACE INTO ssm_parameters VALUES (?, ?, ?, ?, ?, ?)');
      insert.run(name, type, kept, key?.arn ?? null, version, clock.now());
      return version;
    },
  };
}

const pack = (name: string) => Buffer.from(name).toString('base64url');
const unpack = (token: string) => Buffer.from(token, 'base64url').toString();
