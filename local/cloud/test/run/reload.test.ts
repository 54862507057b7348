import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type CloudOptions, startCloud } from '#cloud/run/cloud.ts';
import { reloadOnChange } from '#cloud/run/reload.ts';
import { type Resources, smallApplication, testFolder, writeAssembly } from './small-assembly.ts';

/** A cloud on a small assembly that follows its changes. */
async function openReloading(assembly: string, data: string) {
  const said: string[] = [];
  const port = await freePort();
  const options = { assembly, dataDir: data, port, say: (line: string) => void said.push(line) };
  const cloud = await startCloud(options);
  const reloading = reloadOnChange(cloud, options);
  onTestFinished(() => reloading.stop());
  const answer = async () => (await fetch(`http://127.0.0.1:${port}/api/x`)).text();
  const heard = (words: RegExp) => vi.waitFor(() => expect(said.join('\n')).toMatch(words), { timeout: 20_000 });
  return { said, answer, heard, cloud };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The small application with other code, as a build makes it: in a folder named after its content. */
const with2nd: Resources = {
  ...smallApplication,
  apiFunction: JSON.parse(JSON.stringify(smallApplication.apiFunction).replace('api.zip', 'second.zip')),
};
const second = { second: "export const handler = async () => 'second'" };

describe('a template that changes while the cloud runs', () => {
  it('comes up by itself on the same port, with the clock where it was, and says so in one line', async () => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly);
    const { said, answer, heard, cloud } = await openReloading(assembly, data);
    await cloud.clock.advance(3_600_000);
    expect(await answer()).toBe('first');
    writeAssembly(assembly, with2nd, second);
    await heard(/changed template is running/);
    expect(await answer()).toBe('second');
    expect(said).toEqual([`The changed template is running: ${cloud.endpoints.web}`]);
  });

  it.each([
    [
      'with a resource that is not known here',
      { ...smallApplication, Odd: { Type: 'AWS::Odd::Thing' } },
      /AWS::Odd::Thing/,
    ],
    ['with a function that was not built', { ...with2nd }, /has no index/],
  ])('leaves the old one running when it comes %s, and tells why', async (_, resources, reason) => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly);
    const { said, answer, heard } = await openReloading(assembly, data);
    writeAssembly(assembly, resources);
    await heard(/is refused, the old one runs on/);
    expect(said.join()).toMatch(reason);
    expect(await answer()).toBe('first');
  });

  it('leaves the old one running when it is no template at all, and takes the next good one', async () => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly);
    const { answer, heard } = await openReloading(assembly, data);
    writeFileSync(join(assembly, 'App.template.json'), '{"Resources":');
    await heard(/cannot be read/);
    expect(await answer()).toBe('first');
    writeAssembly(assembly, with2nd, second);
    await heard(/changed template is running/);
    expect(await answer()).toBe('second');
  });
});

describe('a cloud does not start, and says why in both languages,', () => {
  const start = (options: CloudOptions) => startCloud({ port: 0, say: () => {}, ...options });
  const arabic = '[\\u0600-\\u06ff][\\s\\S]*';

  it('when the assembly is not there', async () => {
    const { assembly, data } = testFolder();
    rmSync(assembly, { recursive: true });
    await expect(start({ assembly, dataDir: data })).rejects.toThrow(
      new RegExp(`${arabic}cannot be read .* npm run build`),
    );
  });

  it.each(['', '{"Resources":', '[]', 'null', '{"Resources":{"Table":{}}}', '{"Resources":[]}'])(
    'when a template says %s',
    async (text) => {
      const { assembly, data } = testFolder();
      writeFileSync(join(assembly, 'App.template.json'), text);
      await expect(start({ assembly, dataDir: data })).rejects.toThrow(new RegExp(`${arabic}run npm run build`));
    },
  );

  it('when another program has its port', async () => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly);
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(start({ assembly, dataDir: data, port })).rejects.toThrow(new RegExp(`${arabic}The port is in use`));
  });

  it('and leaves nothing held: the next start on the folder succeeds', async () => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly, { ...smallApplication, Odd: { Type: 'AWS::Odd::Thing' } });
    await expect(start({ assembly, dataDir: data })).rejects.toThrow(/AWS::Odd::Thing/);
    writeAssembly(assembly);
    const cloud = await start({ assembly, dataDir: data });
    await cloud.stop();
  });
});
