import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Clock } from '../../aws/clock.ts';
import type { Application } from '../template.ts';
import { refused } from './routes.ts';

const Stage = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  // Without it a stage serves an old deployment, or none.
  AutoDeploy: z.literal(true),
  RouteSettings: refused,
  StageVariables: refused,
  AccessLogSettings: z.optional(z.object({ Format: z.string() })),
  DefaultRouteSettings: z.optional(
    z.object({ ThrottlingBurstLimit: z.optional(z.number()), ThrottlingRateLimit: z.optional(z.number()) }),
  ),
});

/** How one API is published. */
export type Stage = {
  name: string;
  /** Takes a token of the route's bucket; false when the route is asked too often. */
  admits(routeKey: string): boolean;
  /** Writes one line in the stage's own format; `context` holds the `$context` variables, without the prefix. */
  log(context: Readonly<Record<string, string | number>>): void;
};

/** The stage of an API; one without throttling and log when the template has none. */
export function stageOf(application: Application, apiId: string, clock: Clock, logDir: string): Stage {
  const found = application.all('AWS::ApiGatewayV2::Stage', Stage).find(({ properties }) => properties.ApiId === apiId);
  const { StageName: name = '$default', AccessLogSettings, DefaultRouteSettings = {} } = found?.properties ?? {};
  const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = DefaultRouteSettings;
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    name,
    admits(routeKey) {
      if (burst === undefined || rate === undefined) return true;
      const now = clock.now();
      const { tokens, at } = buckets.get(routeKey) ?? { tokens: burst, at: now };
      const filled = Math.min(burst, tokens + ((now - at) * rate) / 1000);
      buckets.set(routeKey, { tokens: filled < 1 ? filled : filled - 1, at: now });
      return filled >= 1;
    },
    log(context) {
      if (AccessLogSettings === undefined) return;
      const line = AccessLogSettings.Format.replaceAll(/\$context\.([\w.]+\w)/g, (_, key: string) =>
        String(context[key] ?? '-'),
      );
      appendFileSync(join(logDir, `access-${apiId}.log`), `${line}\n`);
    },
  };
}
