import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

const run = promisify(execFile);
const parts = join(root, 'test/infra/new-network');
const place = mkdtempSync(join(tmpdir(), 'new-network-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** What somebody writes to add Postcard, and from where the test takes it. */
const files: Readonly<Record<string, string>> = {
  'shared/platforms/postcard.ts': join(root, 'test/support/postcard.ts'),
  'shared/platforms/postcard-composing.ts': join(root, 'test/support/postcard-composing.ts'),
  'functions/platforms/postcard/errors.ts': join(parts, 'functions/errors.ts.txt'),
  'functions/platforms/postcard/oauth.ts': join(parts, 'functions/oauth.ts.txt'),
  'functions/platforms/postcard/publish.ts': join(parts, 'functions/publish.ts.txt'),
  'local/sandbox/postcard.ts': join(parts, 'local/postcard.ts.txt'),
};

/** The lists that only name what there is. */
const edits: readonly { file: string; imports: string; find: string; add: string }[] = [
  {
    file: 'shared/platforms/networks.ts',
    imports: "import { postcard } from './postcard.ts';",
    find: ', snapchat };',
    add: ', snapchat, postcard };',
  },
  {
    file: 'shared/platforms/composing.ts',
    imports: "import { postcardComposing } from './postcard-composing.ts';",
    find: '  snapchat: snapchatComposing,',
    add: '  snapchat: snapchatComposing,\n  postcard: postcardComposing,',
  },
  {
    file: 'functions/platforms/adapters.ts',
    imports:
      "import { postcardLinker } from './postcard/oauth.ts';\nimport { postcardPublisher } from './postcard/publish.ts';",
    find: '  instagram: {',
    add: '  postcard: { linker: postcardLinker, publisher: postcardPublisher },\n  instagram: {',
  },
  {
    file: 'local/sandbox/sandboxes.ts',
    imports: "import { postcardHosts, postcardSecret, startPostcard } from './postcard.ts';",
    find: '} as const satisfies Record<string, StandIn>',
    add: '  postcard: { start: startPostcard, hosts: postcardHosts, secret: postcardSecret },\n} as const satisfies Record<string, StandIn>',
  },
];

/** A copy of the product in which somebody has added the network. */
beforeAll(() => {
  for (const wing of ['shared', 'functions', 'infra', 'local', 'web/src'])
    cpSync(join(root, wing), join(place, wing), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(place, file));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    cpSync(source, join(place, file));
  }
  for (const { file, imports, find, add } of edits) {
    const before = readFileSync(join(place, file), 'utf8');
    expect(before.split(find), file).toHaveLength(2);
    writeFileSync(join(place, file), `${imports}\n${before.replace(find, add)}`);
  }
  cpSync(join(parts, 'probe.ts.txt'), join(place, 'probe.ts'));
  cpSync(join(parts, 'screen.tsx.txt'), join(place, 'screen.tsx'));
});

const told = async (script: string) =>
  JSON.parse((await run(process.execPath, [script], { cwd: place, maxBuffer: 10_000_000 })).stdout);

describe('a new network is one descriptor, one adapter and one stand-in', () => {
  it('at most twelve files and four lists are touched', () => {
    process.stdout.write(`a network: ${Object.keys(files).length} new files, ${edits.length} edits\n`);
    expect(Object.keys(files).length).toBeLessThanOrEqual(12);
    expect(edits.length).toBeLessThanOrEqual(4);
  });

  it('contract, variables, secret, alarms, stand-in, consent, publishing and counting know it', async () => {
    const known = await told('probe.ts');
    expect(known).toMatchObject({
      platforms: ['instagram', 'x', 'tiktok', 'snapchat', 'postcard'],
      named: { ar: 'بطاقات', en: 'Postcard' },
      kind: 'letter',
      breaches: [{ platform: 'postcard', rule: 'caption_too_long', limit: 5, actual: 6 }],
      kinds: true,
      secret: { Type: 'AWS::SecretsManager::Secret', DeletionPolicy: 'Retain' },
      instagramSecret: true,
      outputs: ['PostcardSecretArn'],
      standIns: ['instagram', 'x', 'tiktok', 'snapchat', 'aladhan', 'myfatoorah', 'postcard'],
      back: 'http://127.0.0.1/connections/callback/postcard?code=c1&state=s1',
      published: { ok: true, value: { externalId: 'p1' } },
      ledger: ['send'],
    });
    expect(known.inContract).toBeGreaterThan(4);
    expect(known.alarms).toBeGreaterThan(3);
    expect(known.secret.Properties).not.toHaveProperty('SecretString');
    expect(known.secret.Properties).not.toHaveProperty('GenerateSecretString');
    const hosts = ['POSTCARD_LOGIN_URL', 'POSTCARD_POST_URL'];
    expect(
      Object.fromEntries(Object.entries<string[]>(known.variables).map(([name, keys]) => [name, keys.sort()])),
    ).toEqual({
      social: [...hosts, 'POSTCARD_SECRET_ID'].sort(),
      'social-refresh': [...hosts, 'POSTCARD_SECRET_ID'].sort(),
      'publishing-publish': [...hosts, 'POSTCARD_SECRET_ID'].sort(),
    });
  }, 60_000);

  it('the screens show it: icon, what connecting needs, and how a post looks', async () => {
    const options = { bundle: true, format: 'cjs', platform: 'node', jsx: 'automatic', logLevel: 'silent' } as const;
    const outfile = join(place, 'screen.cjs');
    await build({ ...options, entryPoints: [join(place, 'screen.tsx')], outfile, absWorkingDir: place });
    const { preview, needs, icon } = await told('screen.cjs');
    expect(preview).toContain('مرحبا');
    expect(preview).toContain('cafe');
    expect(preview).toMatch(/aria-label="[^"]*(Postcard|بطاقات)/);
    expect(needs).toMatch(/An account with an address\.|حساب له عنوان\./);
    expect(icon).toContain('M3 6h18v12H3z');
  }, 60_000);
});
