import { AwsError, type Call, Dropped, type Gate } from '../aws/service.ts';
import type { SandboxHooks } from '../outside/sandbox.ts';
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
  /** Every action a function has used with success, and the statements that allowed it. */
  usage(): Usage;
  /** Decides for a role that acts by itself (a schedule's, a mapping's); a refusal is logged like any other. */
  permits(role: string, who: string, action: string, resource: string): boolean;
  /** True when a service may still assume a role; a refusal is logged like any other. */
  trusts(role: string, service: string): boolean;
};

/** Statements that allowed an action, by function (or by role, for what is no function) and action. */
export type Usage = Record<string, Record<string, string[]>>;

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
  const used = new Map<string, Map<string, Set<string>>>();

  const decide = (role: string, who: string, action: string, resource: string, context: Call['context'] = {}) => {
    const at = now();
    const time = { 'aws:CurrentTime': new Date(at).toISOString(), 'aws:EpochTime': String(Math.floor(at / 1000)) };
    const verdict = roles()?.decide(role, who, { action, resource, context: { ...time, ...context } });
    if (verdict?.allowed === true) {
      // Schedules come and go; their role stays.
      const user = nameOf(role);
      const actions = used.get(user) ?? new Map<string, Set<string>>();
      used.set(user, actions.set(action, (actions.get(action) ?? new Set()).add(verdict.by)));
    } else deny(who, action, resource);
    return verdict ?? { allowed: false, reason: 'because the local cloud is still starting' };
  };
  const deny = (who: string, action: string, resource: string) => {
    denials.push({ at: now(), function: who, action, resource });
    say(`DENIED ${who} may not ${action} on ${resource}`);
  };
  const trusts: Keeper['trusts'] = (role, service) => {
    const isTrusted = roles()?.trusts(role, service) === true;
    if (!isTrusted) deny(service, 'sts:AssumeRole', role);
    return isTrusted;
  };

  return {
    denials: () => denials,
    usage: () =>
      Object.fromEntries(
        [...used].map(([name, actions]) => [
          name,
          Object.fromEntries([...actions].map(([action, statements]) => [action, [...statements].sort()]).sort()),
        ]),
      ),
    permits: (role, who, action, resource) => decide(role, who, action, resource).allowed,
    trusts,
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
            const verdict = decide(role, who, action, resource, context);
            if (!verdict.allowed) throw refusal(role, who, call, verdict.reason);
            const passedTo = context['iam:PassedToService'];
            if (typeof passedTo === 'string' && !trusts(resource.split('/').at(-1) ?? '', passedTo))
              throw new AwsError('ValidationException', cannotAssume, 400);
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

/** What EventBridge Scheduler, the only service that roles are passed to, says to a role of somebody else. */
const cannotAssume = 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.';

/** `<role>.<instance>` is what a function's thread signs with. */
export const roleOf = (accessKeyId: string) => accessKeyId.replace(/\.\d+$/, '');

/** Services differ in how they spell a refusal. */
function refusal(role: string, who: string, { action, resource }: Call, reason: string): AwsError {
  const service = action.split(':')[0] ?? '';
  const isOldProtocol = ['s3', 'sqs', 'ses'].includes(service);
  const name = isOldProtocol ? 'AccessDenied' : 'AccessDeniedException';
  const status = isOldProtocol || ['scheduler', 'iam', 'lambda', 'execute-api'].includes(service) ? 403 : 400;
  const principal = `arn:aws:sts::000000000000:assumed-role/${role}/${who}`;
  return new AwsError(
    name,
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
    status,
  );
}
