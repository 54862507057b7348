import { setTimeout as wait } from 'node:timers/promises';
import { AwsError, Dropped, type Service } from '../aws/service.ts';
import { createFaults, type Fault, type Faults } from '../outside/faults.ts';

/** The open faults of the AWS services, by their name: `dynamodb`, `s3` … */
export type ServiceFaults = {
  take(service: string, operation: string): Fault | undefined;
  of(service: string): Faults | undefined;
  names(): string[];
};

/** How each service says that it is asked too often: error and status. */
const throttles: Readonly<Record<string, [string, number]>> = {
  'cognito-idp': ['TooManyRequestsException', 400],
  lambda: ['TooManyRequestsException', 429],
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  'execute-api': ['LimitExceededException', 429],
  s3: ['SlowDown', 503],
  scheduler: ['ThrottlingException', 429],
  ses: ['Throttling', 400],
  sqs: ['RequestThrottled', 403],
};
const throttleOf = (service: string): [string, number] => throttles[service] ?? ['ThrottlingException', 400];

/** Faults for these services; the services start after the gate, so they are asked for when a fault is ordered. */
export function createServiceFaults(services: () => Readonly<Record<string, Service>>): ServiceFaults {
  const open = new Map<string, Faults>();
  return {
    names: () => Object.keys(services()),
    take: (service, operation) => open.get(service)?.take(operation),
    of(service) {
      const running = services()[service];
      if (running === undefined) return undefined;
      const faults = open.get(service) ?? createFaults(running.operations);
      open.set(service, faults);
      return faults;
    },
  };
}

/** What a fault does before the call: hold it back, cut it off, or answer with an error instead of it. */
export async function beginFault(service: string, fault: Fault | undefined): Promise<void> {
  if (fault === undefined || fault.when === 'after') return;
  if (fault.delayMs !== undefined) await wait(fault.delayMs);
  if (fault.reset === 'before') throw new Dropped();
  if (fault.reset === undefined) throwError(service, fault);
}

/** What a fault does to the answer of a call that has taken effect: hold it back, then cut it off. */
export async function endFault(fault: Fault | undefined): Promise<void> {
  if (fault?.when === 'after' && fault.delayMs !== undefined) await wait(fault.delayMs);
  if (fault?.reset === 'after') throw new Dropped();
}

function throwError(service: string, { error, status }: Fault): void {
  if (error === undefined && status === undefined) return;
  const [name, usual] = error === 'throttle' ? throttleOf(service) : [error ?? 'InternalServerError', 400];
  throw new AwsError(name, 'An ordered fault', status ?? usual);
}
