import * as z from 'zod/mini';
import { type JsonRequest, type JsonService, listenJson, readInput } from './json-protocol.ts';
import { openBlob, sealBlob } from './kms/ciphertext.ts';
import { openKeyRing } from './kms/key-ring.ts';
import { AwsError, type Ground, type Service } from './service.ts';

export type NewParameter = {
  name: string;
  type: 'String' | 'StringList' | 'SecureString';
  value: string;
  /** ARN of the key of a SecureString. */
  keyArn?: string;
};
type Parameter = NewParameter & { version: number; at: number };
export type Ssm = Service & {
  /** Creates or changes a parameter; the same text again is no new version. */
  putParameter(parameter: NewParameter): void;
};

const Name = z.string().check(z.minLength(1), z.maxLength(2048));
const WithDecryption = z._default(z.boolean(), false);
const One = z.strictObject({ Name, WithDecryption });
const Several = z.strictObject({ Names: z.array(Name).check(z.minLength(1), z.maxLength(10)), WithDecryption });
const ByPath = z.strictObject({
  Path: z.string().check(z.regex(/^\//)),
  Recursive: z._default(z.boolean(), false),
  WithDecryption,
  MaxResults: z._default(z.int().check(z.minimum(1), z.maximum(10)), 10),
  NextToken: z._default(z.string(), ''),
});

/** Parameter Store, as far as reading parameters by name and by path; versions and labels cannot be asked for. */
export async function startSsm(ground: Ground, port = 0): Promise<Ssm> {
  const { db, clock, region, account } = ground;
  db.exec('CREATE TABLE IF NOT EXISTS ssm_parameters (name TEXT PRIMARY KEY, body TEXT NOT NULL)');
  const ring = openKeyRing(ground);
  const prefix = `arn:aws:ssm:${region}:${account}:parameter`;
  const arnOf = (name: string) => `${prefix}/${name.replace(/^\//, '')}`;
  const select = (where: string, ...values: (string | number)[]): Parameter[] => {
    const rows = db.prepare(`SELECT body FROM ssm_parameters WHERE ${where} ORDER BY name`).all(...values);
    return rows.map(({ body }) => JSON.parse(String(body)));
  };

  /** What a caller sees of a parameter; the text of a SecureString needs the permission to decrypt with its key. */
  async function told(parameter: Parameter, decrypt: boolean, enter: JsonRequest['enter']) {
    const { name, type, version, at, keyArn } = parameter;
    const ARN = arnOf(name);
    let { value } = parameter;
    if (keyArn !== undefined && decrypt) {
      await enter('kms:Decrypt', keyArn, { 'kms:EncryptionContext:PARAMETER_ARN': ARN });
      const [key, sealed] = [ring.find(keyArn), openBlob(Buffer.from(value, 'base64'))];
      if (!key.enabled) throw new AwsError('InvalidKeyId', `${keyArn} is disabled.`);
      value = sealed.decrypt(ring.material(key, sealed.version), { PARAMETER_ARN: ARN }).toString();
    }
    const facts = { Version: version, LastModifiedDate: at / 1000, ARN, DataType: 'text' };
    return { Name: name, Type: type, Value: value, ...facts };
  }
  /** By name or ARN, or undefined. */
  async function read(asked: string, decrypt: boolean, { enter, operation }: JsonRequest) {
    const name = asked.startsWith(prefix) ? asked.slice(prefix.length) : asked;
    await enter(`ssm:${operation}`, arnOf(name));
    const [found] = select("name = ? OR '/' || name = ?", name, name);
    return found && told(found, decrypt, enter);
  }

  const service: JsonService = {
    name: 'ssm',
    target: 'AmazonSSM',
    contentType: 'application/x-amz-json-1.1',
    operations: {
      async GetParameter(request) {
        const asked = readInput(One, request.input);
        const Parameter = await read(asked.Name, asked.WithDecryption, request);
        if (Parameter === undefined) throw new AwsError('ParameterNotFound', '');
        return { Parameter };
      },
      async GetParameters(request) {
        const { Names, WithDecryption } = readInput(Several, request.input);
        const found = await Promise.all(Names.map((name) => read(name, WithDecryption, request)));
        const InvalidParameters = Names.filter((_, at) => found[at] === undefined);
        return { Parameters: found.filter((one) => one !== undefined), InvalidParameters };
      },
      async GetParametersByPath({ input, enter }) {
        const { Path, Recursive, WithDecryption, MaxResults, NextToken } = readInput(ByPath, input);
        const folder = Path.replace(/\/?$/, '/');
        await enter('ssm:GetParametersByPath', arnOf(folder.slice(0, -1)));
        const after = Buffer.from(NextToken, 'base64url').toString();
        const inside = select('substr(name, 1, ?) = ? AND name > ?', folder.length, folder, after);
        const wanted = inside.filter(({ name }) => Recursive || !name.slice(folder.length).includes('/'));
        const page = wanted.slice(0, MaxResults);
        const last = wanted.length > MaxResults && Buffer.from(page.at(-1)?.name ?? '').toString('base64url');
        const Parameters = await Promise.all(page.map((one) => told(one, WithDecryption, enter)));
        return { Parameters, ...(last && { NextToken: last }) };
      },
    },
  };

  return {
    ...(await listenJson(ground, service, port)),
    putParameter(given) {
      const [old] = select('name = ?', given.name);
      if (old?.type === given.type && old.value === given.value) return;
      const parameter: Parameter = { ...given, version: (old?.version ?? 0) + 1, at: clock.now() };
      if (given.keyArn !== undefined) {
        const bound = { PARAMETER_ARN: arnOf(given.name) };
        const sealed = sealBlob(ring.material(ring.find(given.keyArn)), Buffer.from(given.value), bound);
        parameter.value = sealed.toString('base64');
      }
      const insert = db.prepare('INSERT OR REPLACE INTO ssm_parameters VALUES (?, ?)');
      insert.run(given.name, JSON.stringify(parameter));
    },
  };
}
