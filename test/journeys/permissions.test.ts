import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { buildAll } from '#local/build.ts';
import { picture } from '#test/support/images.ts';
import { type OwnJourney, startJourney } from '#test/support/journey.ts';
import { draft, readyToPublish, upload } from '#test/support/journey-person.ts';

const cloudAssembly = resolve(import.meta.dirname, '../../cdk.out');
const Statement = z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) });
const Policy = z.looseObject({
  Type: z.literal('AWS::IAM::Policy'),
  Properties: z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(Statement) }) }),
});
const Template = z.looseObject({ Resources: z.record(z.string(), z.unknown()) });

let assembly: string;
let journey: OwnJourney | undefined;

afterEach(async () => {
  await journey?.close();
  journey = undefined;
  rmSync(assembly, { recursive: true, force: true });
});

/** Starts the application as it would be had somebody forgotten one grant of one function. */
async function startWithout(action: string, owner: RegExp): Promise<OwnJourney> {
  await buildAll(() => {});
  assembly = mkdtempSync(join(tmpdir(), 'ksa-assembly-'));
  for (const name of readdirSync(cloudAssembly))
    if (name.startsWith('asset.')) symlinkSync(join(cloudAssembly, name), join(assembly, name));
    else cpSync(join(cloudAssembly, name), join(assembly, name), { recursive: true });
  let removed = 0;
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const template = Template.parse(JSON.parse(readFileSync(join(assembly, name), 'utf8')));
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      const policy = owner.test(logicalId) ? Policy.safeParse(resource).data : undefined;
      const document = policy?.Properties.PolicyDocument;
      if (policy === undefined || document === undefined) continue;
      const kept = document.Statement.filter((statement) => ![statement.Action].flat().includes(action));
      removed += document.Statement.length - kept.length;
      document.Statement = kept;
      template.Resources[logicalId] = policy;
    }
    writeFileSync(join(assembly, name), JSON.stringify(template));
  }
  expect(removed, `statements with ${action} taken out`).toBe(1);
  // A cloud of its own: its template lacks a grant.
  journey = await startJourney({ assembly });
  return journey;
}

describe('one grant taken out of the template', () => {
  it('of the publisher: nothing goes out, and the log names function, action and resource', async () => {
    const cloud = await startWithout('kms:Decrypt', /^PublishingPublish/);
    const manager = await cloud.openBusiness('manager@cafe.example');
    const { postId, revision } = await draft(manager, await readyToPublish(manager), 'no key');
    await manager.api.posts.publish({ params: { postId }, body: { revision } });
    await cloud.advance('PT1M');
    expect((await manager.api.posts.get({ params: { postId } })).state).not.toBe('published');
    expect(await cloud.published()).toEqual([]);
    const { denials } = await cloud.state();
    expect(denials[0]).toMatchObject({ function: 'publishing-publish', action: 'kms:Decrypt' });
    expect(denials[0]?.resource).toMatch(/^arn:aws:kms:.*:key\//);
    expect(cloud.said.join('\n')).toMatch(/DENIED publishing-publish may not kms:Decrypt on arn:aws:kms:/);
  });

  it('of the upload gate: no file gets in, and the log names function, action and resource', async () => {
    const cloud = await startWithout('s3:GetObject', /^MediaApi/);
    const manager = await cloud.openBusiness('manager@cafe.example');
    await expect(upload(manager.api, await picture())).rejects.toThrow('403');
    const { denials } = await cloud.state();
    expect(denials[0]).toMatchObject({ function: 'media', action: 's3:PutObject' });
    expect(denials[0]?.resource).toMatch(/^arn:aws:s3:::/);
    expect(cloud.said.join('\n')).toMatch(/DENIED media may not s3:PutObject on arn:aws:s3:::/);
  });
});
