import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '#cloud/run/cloud.ts';
import { needlessEntries } from '#cloud/run/ignored-properties.ts';
import { interpreted, skipped } from '#cloud/run/resource-types.ts';
import { application } from '#infra/application.ts';
import { outside } from '#local/application.ts';
import { testStage } from './synthesis.ts';

let folder: string;
let cloud: Cloud;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  const assembly = join(folder, 'assembly');
  application(testStage('local'), { outdir: assembly, schemas: false }).app.synth();
  cloud = await startCloud({ port: 0, dataDir: join(folder, 'data'), assembly, outside, say: () => {} });
});
afterAll(async () => {
  await cloud?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('what is synthesised is what runs', () => {
  it('the local cloud honours or knowingly ignores every property, and starts', () => {
    expect(cloud.endpoints.web).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('nothing is on the list of ignored properties that the template does not have or that is honoured', () => {
    expect(needlessEntries(cloud.application)).toEqual([]);
  });

  it('somebody asks for every type that the local cloud claims to bring to life', () => {
    // An API is its routes and integrations; the front door knows one.
    const itself = ['AWS::ApiGatewayV2::Api'];
    const asked = cloud.application.asked();
    expect([...interpreted].filter((type) => !asked.has(type) && !itself.includes(type))).toEqual([]);
  });

  it('no type is skipped that the template does not have', () => {
    const types = new Set(cloud.application.resources().map(({ type }) => type));
    expect(Object.keys(skipped).filter((type) => !types.has(type))).toEqual([]);
  });
});
