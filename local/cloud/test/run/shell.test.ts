import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { openBase } from '#cloud/run/ground.ts';
import { leaveAws } from '#cloud/run/leave-aws.ts';
import { smallApplication, testFolder, writeAssembly } from './small-assembly.ts';

const cloud = resolve(import.meta.dirname, '../..');
/** Answers with its environment, and with what becomes of a call whose client was given no address. */
const curious = `
  import { createRequire } from 'node:module';
  const { ApiGatewayManagementApiClient: Client, PostToConnectionCommand: Post } = createRequire(${JSON.stringify(join(cloud, 'package.json'))})('@aws-sdk/client-apigatewaymanagementapi');
  export const handler = async () => {
    const call = await new Client({ maxAttempts: 1 }).send(new Post({ ConnectionId: 'x', Data: 'x' })).then(
      () => 'it answered', (error) => ({ status: error.$metadata?.httpStatusCode ?? 0, message: String(error) }));
    return { environment: { ...process.env }, call };
  };`;
const textOf = (path: string) => readFileSync(join(cloud, path), 'utf8');
const Endpoints = z.object({ web: z.string() });
const Seen = z.object({
  environment: z.record(z.string(), z.string()),
  call: z.object({ status: z.number(), message: z.string() }),
});

/** A started cloud in a process whose shell knows a real account in every way a shell can. */
async function startInRichShell() {
  const { folder, assembly, data } = testFolder();
  writeAssembly(assembly, smallApplication, { api: curious });
  const home = join(folder, 'home');
  mkdirSync(join(home, '.aws'), { recursive: true });
  const profile = 'aws_access_key_id = AKIAREALPROFILE\naws_secret_access_key = real\n';
  writeFileSync(join(home, '.aws/credentials'), `[default]\n${profile}[work]\n${profile}`);
  const child = fork(join(import.meta.dirname, 'cloud-process.ts'), [assembly, data], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...process.env,
      HOME: home,
      AWS_ACCESS_KEY_ID: 'AKIAREALKEY',
      AWS_SECRET_ACCESS_KEY: 'real-secret',
      AWS_SESSION_TOKEN: 'real-session',
      AWS_PROFILE: 'work',
      AWS_REGION: 'eu-west-1',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9/real',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/real',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/real',
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [message] = await once(child, 'message');
  return { child, data, pid: child.pid ?? 0, web: Endpoints.parse(message).web };
}

describe('a cloud started from a shell that knows a real AWS account', () => {
  it('shows its functions nothing of that account, and a service that is not here answers here', async () => {
    const { web } = await startInRichShell();
    const { environment, call } = Seen.parse(await (await fetch(`${web}/api/environment`)).json());
    expect(JSON.stringify(environment)).not.toMatch(/real|work|AKIA|eu-west-1|123456789012/i);
    expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^apiRole/);
    expect(call).toEqual({ status: 501, message: expect.stringContaining('does not have this AWS service') });
  });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const { pid, web } = await startInRichShell();
    await fetch(`${web}/api/warm`);
    const sockets = listening(pid);
    if (sockets === undefined) return expect(process.platform).not.toBe('linux');
    expect(sockets.length).toBeGreaterThan(10);
    expect(sockets.filter((address) => !/^0100007F:/.test(address))).toEqual([]);
  });
});

/** Addresses of every socket on which a process waits for anybody (Linux; elsewhere undefined). */
function listening(pid: number): string[] | undefined {
  const folder = `/proc/${pid}`;
  if (!existsSync(`${folder}/net/tcp`)) return undefined;
  const own = new Set(
    readdirSync(`${folder}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${folder}/fd/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    }),
  );
  const waits = (kind: string, state: string | undefined) => kind.startsWith('udp') || state === '0A';
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    (existsSync(`${folder}/net/${kind}`) ? readFileSync(`${folder}/net/${kind}`, 'utf8') : '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => waits(kind, state) && own.has(inode ?? ''))
      .map(([, address = '']) => address),
  );
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

describe('a signal to a running cloud', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s leaves nothing running and nothing held', async (signal) => {
    const { child, web, data } = await startInRichShell();
    expect((await fetch(`${web}/api/warm`)).status).toBe(200);
    expect(readdirSync(data)).toContain('endpoints.json');
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    await expect(fetch(web)).rejects.toThrow();
    expect(readdirSync(data)).not.toContain('endpoints.json');
    openBase({ dataDir: data, fresh: false, clockOffset: 0 }).close();
  });
});

describe('leaving AWS', () => {
  it('drops every variable of it and hides profiles and the machine role', () => {
    const variables = { PATH: '/bin', AWS_PROFILE: 'work', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
    leaveAws(variables);
    expect(variables).toEqual({
      PATH: '/bin',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it.each([
    'https://dynamodb.me-south-1.amazonaws.com',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@evil.example',
  ])('refuses a shell that sends calls to %s, in both languages', (url) => {
    expect(() => leaveAws({ AWS_ENDPOINT_URL_DYNAMODB: url })).toThrow(
      /[\u0600-\u06ff][\s\S]*unset AWS_ENDPOINT_URL_DYNAMODB/,
    );
  });

  it('one place of the local cloud listens, and it names 127.0.0.1', () => {
    const places = globSync('{aws,run,outside}/**/*.ts', { cwd: cloud }).filter((path) =>
      /\.listen\(|new WebSocketServer\(\{[^}]*port/.test(textOf(path)),
    );
    expect(places).toEqual(['aws/service.ts']);
    expect(textOf('aws/service.ts')).toContain("server.listen(port, '127.0.0.1'");
  });
});
