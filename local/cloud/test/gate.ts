import { type Call, Dropped, type Gate } from '#cloud/aws/service.ts';

/** A gate that does something at each call, before (`enter`) or after it took effect (`leave`: false drops the answer). */
export function createGate(hooks: { enter?(call: Call): void; leave?(call: Call): boolean }): Gate {
  return {
    async admit({ accessKeyId }) {
      const calls: Call[] = [];
      return {
        async enter(action, resource, context) {
          const call = { accessKeyId, action, resource, ...(context && { context }) };
          hooks.enter?.(call);
          calls.push(call);
        },
        async leave() {
          if (calls.some((call) => hooks.leave?.(call) === false)) throw new Dropped();
        },
      };
    },
  };
}
