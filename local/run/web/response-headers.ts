import * as z from 'zod/mini';
import type { Application } from '../template.ts';

const Present = z.optional(z.looseObject({}));
const Policy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.optional(
      z.object({
        ContentSecurityPolicy: z.optional(z.object({ ContentSecurityPolicy: z.string() })),
        ContentTypeOptions: Present,
        FrameOptions: z.optional(z.object({ FrameOption: z.string() })),
        ReferrerPolicy: z.optional(z.object({ ReferrerPolicy: z.string() })),
        StrictTransportSecurity: z.optional(z.object({ AccessControlMaxAgeSec: z.number() })),
      }),
    ),
    CustomHeadersConfig: z.optional(z.object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })),
  }),
});

/** Headers that each response headers policy adds, by the policy's id. HSTS is left out: the laptop has no TLS. */
export function responseHeaders(application: Application): Map<string, Record<string, string>> {
  const policies = application.all('AWS::CloudFront::ResponseHeadersPolicy', Policy);
  return new Map(
    policies.map(({ identity, properties: { ResponseHeadersPolicyConfig: config } }) => {
      const security = config.SecurityHeadersConfig;
      const csp = security?.ContentSecurityPolicy?.ContentSecurityPolicy;
      const frames = security?.FrameOptions?.FrameOption;
      const referrer = security?.ReferrerPolicy?.ReferrerPolicy;
      const custom = config.CustomHeadersConfig?.Items ?? [];
      return [
        identity.ref,
        {
          ...(csp === undefined ? {} : { 'content-security-policy': csp }),
          ...(security?.ContentTypeOptions === undefined ? {} : { 'x-content-type-options': 'nosniff' }),
          ...(frames === undefined ? {} : { 'x-frame-options': frames }),
          ...(referrer === undefined ? {} : { 'referrer-policy': referrer }),
          ...Object.fromEntries(custom.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
        },
      ];
    }),
  );
}
