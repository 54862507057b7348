import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { application } from '#infra/application.ts';
import { StageConfig } from '#infra/config.ts';
import { stageConfig } from '#infra/stages.ts';
import { ofType, synthesise, testStage } from './synthesis.ts';

describe('stage settings', () => {
  it('a stage that does not exist is answered with the ones that do', () => {
    expect(() => stageConfig('prod')).toThrow('There is no stage "prod". Stages: local, production.');
  });

  it('left-out settings become Bahrain and Instagram’s real addresses', () => {
    expect(stageConfig('production')).toMatchObject({
      region: 'me-south-1',
      networks: { instagram: { www: 'https://www.instagram.com', graph: 'https://graph.instagram.com' } },
      unbuilt: 'refuse',
    });
  });

  it.each([
    ['a site without TLS', { siteUrl: 'http://app.example' }],
    [
      'a certificate of another region, which CloudFront refuses',
      { siteCertificateArn: 'arn:aws:acm:me-south-1:000000000000:certificate/00000000-0000-4000-8000-000000000000' },
    ],
    ['a stage name that cannot be part of a resource name', { stage: 'Production!' }],
    ['an account that is not twelve digits', { account: '1234' }],
    ['a sender that is not an address', { mailFrom: 'kuwait-social.example' }],
    ['a setting nobody knows', { colour: 'green' }],
    ['a host that a network does not have', { networks: { instagram: { images: 'https://images.example' } } }],
    ['a network nobody knows', { networks: { telegraph: {} } }],
  ])('%s is refused', (_, change) => {
    expect(StageConfig.safeParse({ ...stageConfig('local'), ...change }).success).toBe(false);
  });

  it('a deployment of functions that were not built is refused, and says which', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'unbuilt-'));
    const config = { ...stageConfig('production'), codeRoot: 'dist/never-built' };
    expect(() => application(config, { outdir, schemas: false })).toThrow('dist/never-built/auth-message is missing');
    rmSync(outdir, { recursive: true, force: true });
  });

  it('a stage with a firewall puts it in front of both hosts, and one without does not need it', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/site/0000';
    const guarded = synthesise({ ...testStage('local'), webAclArn });
    expect(
      ofType(guarded, 'AWS::CloudFront::Distribution').map(({ Properties }) => Properties.DistributionConfig),
    ).toEqual([expect.objectContaining({ WebACLId: webAclArn }), expect.objectContaining({ WebACLId: webAclArn })]);
  });

  it('alarms are mailed only where the stage names somebody', () => {
    expect(ofType(synthesise(testStage('local')), 'AWS::SNS::Subscription')).toEqual([]);
    expect(
      ofType(synthesise(testStage('production')), 'AWS::SNS::Subscription').map(({ Properties }) => Properties),
    ).toEqual([expect.objectContaining({ Protocol: 'email', Endpoint: 'alarms@kuwait-social.example' })]);
  });
});
