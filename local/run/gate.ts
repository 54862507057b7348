import { AwsError, type Call, Dropped, type Gate } from '../aws/service.ts';
import type { SandboxHooks } from '../sandbox/sandbox.ts';
import { beginFault, endFault, type ServiceFaults } from './faults.ts';
import type { Kills } from './kills.ts';
import type { Roles } from './roles.ts';

/** The access key id of tools and conformance checks: it may do everything. */
export const administrator = 'LOCALADMIN';

export type Denial = { at: number; function: string; action: string; resource: string };
export type Keeper = {
  aws: Gate;
  outside: SandboxHooks;
  denials(): readonly Denial[];
  /** Every action a function has used, for the report on grants nobody needs. */
  used(): Record<string, string[]>;
  /** Decides for a role that acts by itself (a schedule's, a mapping's); a refusal is logged like any other. */
  permits(role: string, who: string, action: string, resource: string): boolean;
};

type KeeperOptions = {
  now(): number;
  roles(): Roles | undefined;
  /** Name of the function behind an access key id. */
  nameOf(role: string): string;
  kills: Kills;
  faults: ServiceFaults;
  say(line: string): void;
};

/** Stands between every caller and every local service: faults, permissions, and the points at which tests kill. */
export function createKeeper({ now, roles, nameOf, kills, faults, say }: KeeperOptions): Keeper {
  const denials: Denial[] = [];
  const used = new Map<string, Set<string>>();

  const permits: Keeper['permits'] = (role, who, action, resource) =>
    decide(role, who, { action, resource, context: {} });
  const decide = (
    role: string,
    who: string,
    request: { action: string; resource: string; context: Record<string, string | string[]> },
  ) => {
    used.set(who, (used.get(who) ?? new Set()).add(request.action));
    if (roles()?.allows(role, request) === true) return true;
    const { action, resource } = request;
    denials.push({ at: now(), function: who, action, resource });
    say(`DENIED ${who} may not ${action} on ${resource}`);
    return false;
  };

  return {
    denials: () => denials,
    used: () => Object.fromEntries([...used].map(([name, actions]) => [name, [...actions].sort()])),
    permits,
    aws: {
      async admit({ accessKeyId, service, operation }) {
        // Tools look without using up what was ordered for functions.
        const fault = accessKeyId === administrator ? undefined : faults.take(service, operation);
        await beginFault(service, fault);
        const calls: Call[] = [];
        return {
          async enter(action, resource, context = {}) {
            // Calls that AWS serves without a signature know no role.
            if (accessKeyId === administrator || accessKeyId === '') return;
            const call: Call = { accessKeyId, action, resource, context };
            const role = roleOf(accessKeyId);
            const who = nameOf(role);
            if (!decide(role, who, { action, resource, context })) throw refusal(role, who, call);
            if (await kills.before(accessKeyId, action, call))
              throw new AwsError('ServiceUnavailable', 'The caller was killed before this call took effect', 503);
            calls.push(call);
          },
          async leave() {
            for (const call of calls) if (await kills.after(accessKeyId, call.action, call)) throw new Dropped();
            await endFault(fault);
          },
        };
      },
    },
    outside: {
      enter: async (call) =>
        call.caller === undefined || !(await kills.before(call.caller, `${call.platform}:${call.operation}`, call)),
      leave: async (call) =>
        call.caller === undefined || !(await kills.after(call.caller, `${call.platform}:${call.operation}`, call)),
    },
  };
}

/** `<role>.<instance>` is what a function's thread signs with. */
export const roleOf = (accessKeyId: string) => accessKeyId.replace(/\.\d+$/, '');

/** Services differ in how they spell a refusal. */
function refusal(role: string, who: string, { action, resource }: Call): AwsError {
  const service = action.split(':')[0] ?? '';
  const isOldProtocol = ['s3', 'sqs', 'ses'].includes(service);
  const name = isOldProtocol ? 'AccessDenied' : 'AccessDeniedException';
  const status = isOldProtocol || ['scheduler', 'iam', 'lambda', 'execute-api'].includes(service) ? 403 : 400;
  const principal = `arn:aws:sts::000000000000:assumed-role/${role}/${who}`;
  return new AwsError(
    name,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    status,
  );
}
