import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { fixedMediaTypes, spaFallback } from '#infra/constructs/edge-functions.ts';
import { ofType, synthesise, testStage, texts } from './synthesis.ts';

const Uri = z.object({ uri: z.string() });
const Headers = z.object({ headers: z.record(z.string(), z.object({ value: z.string() })) });
const run = (code: string, event: unknown): unknown => runInNewContext(`${code}\nhandler(event)`, { event });

describe('the site', () => {
  it.each([
    ['/', '/index.html'],
    ['/app/calendar', '/index.html'],
    ['/app/posts/pst_01', '/index.html'],
    ['/assets/app-3f2.js', '/assets/app-3f2.js'],
    ['/favicon.svg', '/favicon.svg'],
    ['/v1.2/help', '/index.html'],
  ])('%s is answered with %s', (uri, expected) => {
    expect(Uri.parse(run(spaFallback, { request: { uri } })).uri).toBe(expected);
  });

  const resources = synthesise(testStage('local'));
  const distributions = ofType(resources, 'AWS::CloudFront::Distribution');
  const Behavior = z.object({
    FunctionAssociations: z.optional(z.array(z.unknown())),
    ResponseHeadersPolicyId: z.optional(z.unknown()),
    AllowedMethods: z.optional(z.array(z.string())),
    CachePolicyId: z.string(),
  });
  const Config = z.object({
    DefaultCacheBehavior: Behavior,
    CacheBehaviors: z._default(z.array(z.extend(Behavior, { PathPattern: z.string() })), []),
    CustomErrorResponses: z.optional(z.unknown()),
    Aliases: z.array(z.string()),
    ViewerCertificate: z.object({ MinimumProtocolVersion: z.string() }),
  });
  const configs = distributions.map(({ Properties }) => Config.parse(Properties.DistributionConfig));
  const [site, media] = configs;

  it('errors of the API reach the browser as they are: no page stands in for them, nothing of them is cached', () => {
    const [api] = site?.CacheBehaviors ?? [];
    expect(api?.PathPattern).toBe('/api/*');
    expect(api?.FunctionAssociations).toBeUndefined();
    expect(api?.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(api?.AllowedMethods).toContain('DELETE');
    expect(site?.CustomErrorResponses).toBeUndefined();
  });

  it('both hosts have their own name and speak nothing older than TLS 1.2', () => {
    expect([site?.Aliases, media?.Aliases]).toEqual([['app.kuwait-social.example'], ['media.kuwait-social.example']]);
    for (const { ViewerCertificate } of configs) expect(ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
  });

  const policyOf = (words: string) =>
    texts(ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy').map(({ Properties }) => Properties))
      .join(' ')
      .includes(words);

  it('scripts come from our own files only, and the site is never framed', () => {
    for (const directive of ["default-src 'none'", "script-src 'self';", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policyOf(directive), directive).toBe(true);
  });

  it('every answer carries HSTS and nosniff', () => {
    const policies = ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy');
    expect(policies.length).toBe(2);
    for (const { Properties } of policies)
      expect(Properties.ResponseHeadersPolicyConfig).toMatchObject({
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
        },
      });
    for (const { DefaultCacheBehavior } of configs) expect(DefaultCacheBehavior.ResponseHeadersPolicyId).toBeDefined();
  });

  it('the browser may send files to the upload bucket, and to no other bucket', () => {
    const [upload] = ofType(resources, 'AWS::S3::Bucket').filter(({ id }) => id === 'UploadBucket');
    expect(upload?.Properties.CorsConfiguration).toMatchObject({
      CorsRules: [{ AllowedMethods: ['POST'], AllowedOrigins: ['https://app.kuwait-social.example'] }],
    });
    expect(upload?.Properties.LifecycleConfiguration).toMatchObject({
      Rules: expect.arrayContaining([
        expect.objectContaining({ ExpirationInDays: 1, Prefix: 'arriving/', Status: 'Enabled' }),
      ]),
    });
    const others = ofType(resources, 'AWS::S3::Bucket').filter(({ id }) => id !== 'UploadBucket');
    for (const { id, Properties } of others) expect(Properties.CorsConfiguration, id).toBeUndefined();
  });
});

describe('the media host', () => {
  const typeOf = (contentType?: string) =>
    Headers.parse(
      run(fixedMediaTypes, {
        response: { headers: contentType ? { 'content-type': { value: contentType } } : {} },
      }),
    ).headers;

  it.each(['image/jpeg', 'image/png', 'image/webp'])('%s is shown as it is', (type) => {
    expect(typeOf(type)).toEqual({ 'content-type': { value: type } });
  });

  it.each(['text/html', 'image/svg+xml', 'application/javascript', undefined])('%s becomes a download', (type) => {
    expect(typeOf(type)).toEqual({
      'content-type': { value: 'application/octet-stream' },
      'content-disposition': { value: 'attachment' },
    });
  });
});
