import * as z from 'zod/mini';
import { outsides } from '../shared/outsides.ts';
import { networkOf, platforms } from '../shared/platforms/platform.ts';

const httpsUrl = z.url({ protocol: /^https$/ });
/** CloudFront takes certificates of N. Virginia only, wherever the rest of the application runs. */
const certificate = z.string().check(z.regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/));

/** The addresses of a service's hosts: what its descriptor says, unless a stage says otherwise. */
const hostsOf = (hosts: Readonly<Record<string, string>>) =>
  z.prefault(
    z.pipe(
      z
        .record(z.string(), httpsUrl)
        .check(
          z.refine(
            (given) => Object.keys(given).every((host) => host in hosts),
            'a host that the service does not have',
          ),
        ),
      z.transform((given): Record<string, string> => ({ ...hosts, ...given })),
    ),
    {},
  );
const networkHosts = Object.fromEntries(platforms.map((platform) => [platform, hostsOf(networkOf(platform).hosts)]));
const outsideHosts = Object.fromEntries(outsides.map(({ name, hosts }) => [name, hostsOf(hosts)]));

/**
 * Everything that differs between two installations, parsed before anything is built: a wrong value is a sentence at
 * synth, not a half-finished deployment.
 */
export const StageConfig = z.strictObject({
  /** Part of resource names: lower-case letters, digits, hyphens. */
  stage: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,15}$/)),
  /** Twelve digits; left out, the account of the deployer's credentials is used. */
  account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  /** Bahrain is the AWS region nearest to Kuwait. */
  region: z._default(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)), 'me-south-1'),
  siteUrl: httpsUrl,
  mediaUrl: httpsUrl,
  siteCertificateArn: certificate,
  mediaCertificateArn: certificate,
  /** The sender of every mail; its domain becomes a verified SES identity. */
  mailFrom: z.email(),
  /** Who hears alarms. Left out, alarms only show in CloudWatch. */
  alarmEmail: z.optional(z.email()),
  /** A CLOUDFRONT-scope web ACL (N. Virginia) in front of the site. */
  webAclArn: z.optional(z.string().check(z.regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/))),
  /** Other addresses than the networks' own, by network and host. */
  networks: z.prefault(z.strictObject(networkHosts), {}),
  /** The same of the other services of the outside world. */
  outsides: z.prefault(z.strictObject(outsideHosts), {}),
  /** Folder that holds one folder per function. Deployments use the packed one, which carries native code for ARM64. */
  codeRoot: z._default(z.string(), 'dist/functions'),
  /** Whether a function that was not built stops the synth or becomes a placeholder that only fails when called. */
  unbuilt: z._default(z.enum(['refuse', 'placeholder']), 'refuse'),
});
export type StageConfig = z.infer<typeof StageConfig>;
export type StageConfigInput = z.input<typeof StageConfig>;
