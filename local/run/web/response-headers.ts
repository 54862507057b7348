import * as z from 'zod/mini';
import type { Application } from '../template.ts';

/** A header that CloudFront adds; without `override` only when the origin sends none of that name. */
export type PolicyHeader = { name: string; value: string; override: boolean };

const Override = z.boolean();
const Policy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.optional(
      z.object({
        ContentSecurityPolicy: z.optional(z.object({ ContentSecurityPolicy: z.string(), Override })),
        ContentTypeOptions: z.optional(z.object({ Override })),
        FrameOptions: z.optional(z.object({ FrameOption: z.string(), Override })),
        ReferrerPolicy: z.optional(z.object({ ReferrerPolicy: z.string(), Override })),
      }),
    ),
    CustomHeadersConfig: z.optional(
      z.object({ Items: z.array(z.object({ Header: z.string(), Value: z.string(), Override })) }),
    ),
  }),
});

/** Headers that each response headers policy adds, by the policy's id. HSTS is left out: the laptop has no TLS. */
export function responseHeaders(application: Application): Map<string, PolicyHeader[]> {
  const policies = application.all('AWS::CloudFront::ResponseHeadersPolicy', Policy);
  return new Map(
    policies.map(({ identity, properties: { ResponseHeadersPolicyConfig: config } }) => {
      const { ContentSecurityPolicy, ContentTypeOptions, FrameOptions, ReferrerPolicy } =
        config.SecurityHeadersConfig ?? {};
      const added = (name: string, value: string | undefined, from: { Override: boolean } | undefined) =>
        value === undefined || from === undefined ? [] : [{ name, value, override: from.Override }];
      return [
        identity.ref,
        [
          added('content-security-policy', ContentSecurityPolicy?.ContentSecurityPolicy, ContentSecurityPolicy),
          added('x-content-type-options', 'nosniff', ContentTypeOptions),
          added('x-frame-options', FrameOptions?.FrameOption, FrameOptions),
          added('referrer-policy', ReferrerPolicy?.ReferrerPolicy, ReferrerPolicy),
          ...(config.CustomHeadersConfig?.Items ?? []).map((one) => added(one.Header.toLowerCase(), one.Value, one)),
        ].flat(),
      ];
    }),
  );
}
