import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

const everywhere: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(730),
    includeSubdomains: true,
    preload: true,
    override: true,
  },
};

/** Text of a Content-Security-Policy from its directives. */
const csp = (directives: Record<string, string>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join('; ');

/**
 * Headers of the site. Scripts only from our own files. Styles may be inline, because the accessible widgets inject a
 * few; images come from the media host and uploads go straight to the upload bucket.
 */
export const siteHeaders = (
  scope: Construct,
  { mediaUrl, uploadUrl }: { readonly mediaUrl: string; readonly uploadUrl: string },
): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'SiteHeaders', {
    securityHeadersBehavior: {
      ...everywhere,
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
      contentSecurityPolicy: {
        override: true,
        contentSecurityPolicy: csp({
          'default-src': "'none'",
          'script-src': "'self'",
          'style-src': "'self' 'unsafe-inline'",
          'img-src': `'self' data: blob: ${mediaUrl}`,
          'media-src': `blob: ${mediaUrl}`,
          'connect-src': `'self' ${uploadUrl}`,
          'font-src': "'self'",
          'manifest-src': "'self'",
          'base-uri': "'none'",
          'form-action': "'self'",
          'frame-ancestors': "'none'",
        }),
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
      ],
    },
  });

/** Headers of the media host: nothing there may run, be guessed at, or be framed; the platforms may fetch it. */
export const mediaHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'MediaHeaders', {
    securityHeadersBehavior: {
      ...everywhere,
      contentSecurityPolicy: {
        override: true,
        contentSecurityPolicy: csp({ 'default-src': "'none'", 'frame-ancestors': "'none'", sandbox: '' }),
      },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'cross-origin-resource-policy', value: 'cross-origin', override: true }],
    },
  });
