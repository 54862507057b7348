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
      const added = [
        {
          Header: 'content-security-policy',
          Value: ContentSecurityPolicy?.ContentSecurityPolicy,
          ...ContentSecurityPolicy,
        },
        { Header: 'x-content-type-options', Value: 'nosniff', ...ContentTypeOptions },
        { Header: 'x-frame-options', Value: FrameOptions?.FrameOption, ...FrameOptions },
        { Header: 'referrer-policy', Value: ReferrerPolicy?.ReferrerPolicy, ...ReferrerPolicy },
        ...(config.CustomHeadersConfig?.Items ?? []),
      ];
      const headers = added.flatMap(({ Header, Value: value, Override: override }) =>
        value === undefined || override === undefined ? [] : [{ name: Header.toLowerCase(), value, override }],
      );
      return [identity.ref, headers];
    }),
  );
}
