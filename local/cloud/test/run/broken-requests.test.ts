import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { brokenRequests, sendBroken } from './broken-requests.ts';
import { smallApplication, testFolder, writeAssembly } from './small-assembly.ts';

const PER_SERVER = 150;
const Announced = z.object({
  ...{ web: z.string(), media: z.string(), mail: z.string(), control: z.string() },
  sandbox: z.record(z.string(), z.string()),
  aws: z.record(z.string(), z.string()),
});

/** A cloud in a process of its own, with the address of each of its servers. */
async function startCloudProcess() {
  const { assembly, data } = testFolder();
  const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } };
  writeAssembly(assembly, { ...smallApplication, Bucket: bucket });
  const child = fork(fileURLToPath(new URL('./cloud-process.ts', import.meta.url)), [assembly, data], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [message] = await once(child, 'message');
  const { web, media, mail, control, sandbox, aws } = Announced.parse(message);
  const all = { web, media, mail, control, ...sandbox, ...aws };
  const ports = Object.entries(all).filter(([, address]) => URL.canParse(address) && address.startsWith('http://127'));
  return {
    servers: new Map(ports.map(([name, address]) => [name, Number(new URL(address).port)])),
    control,
    /** Whether the process still runs; what it said last when it does not. */
    ended: () => (child.exitCode === null && child.signalCode === null ? undefined : said.slice(-2000)),
  };
}

it('an upload by form that is refused while its file is still arriving ends nothing', async () => {
  const { servers, control, ended } = await startCloudProcess();
  const port = servers.get('s3') ?? 0;
  // Without a signature the form is refused as soon as its file begins; the file itself breaks off.
  const body = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n${'x'.repeat(100)}`;
  const head = `POST /bucket HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: multipart/form-data; boundary=b`;
  const bytes = Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);

  expect(await sendBroken(port, { bytes, cut: false })).toContain('<Code>AccessDenied</Code>');
  await sendBroken(port, { bytes, cut: true });

  expect((await fetch(`${control}/state`)).status).toBe(200);
  expect(ended()).toBeUndefined();
});

it('orders are taken from this machine’s own tools and pages, not from others’', async () => {
  const { control, servers } = await startCloudProcess();
  const order = (headers: Record<string, string>) =>
    fetch(`${control}/clock`, { method: 'POST', body: '{"advance":"PT1S"}', headers });
  const port = servers.get('control') ?? 0;
  const posing = `POST /clock HTTP/1.1\r\nhost: evil.example:${port}\r\ncontent-length: 0\r\n\r\n`;

  expect((await order({})).status).toBe(200);
  expect((await order({ origin: control })).status).toBe(200);
  expect((await order({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await order({ origin: 'null' })).status).toBe(403);
  for (const [, at] of servers)
    expect(await sendBroken(at, { bytes: Buffer.from(posing), cut: false })).toMatch(/^HTTP\/1\.1 421/);
});

it('no request ends the local cloud or makes one of its servers fail', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
  const { servers, control, ended } = await startCloudProcess();
  const failures: string[] = [];
  expect(servers.size).toBeGreaterThanOrEqual(14);

  for (const [name, port] of servers)
    for (const broken of brokenRequests(seed, PER_SERVER, port)) {
      const answer = await sendBroken(port, broken);
      const isOurs = /Local cloud failed|InternalServerError|InternalFailure|could not run/.test(answer);
      const end = ended();
      if (isOurs || end !== undefined)
        failures.push(`${name}: ${broken.bytes.subarray(0, 400).toString()}\n=> ${end ?? answer.slice(0, 1500)}`);
      if (end !== undefined) break;
    }

  expect(failures, `SEED=${seed}`).toEqual([]);
  expect((await fetch(`${control}/state`)).status).toBe(200);
});
