import { Construct } from 'constructs';
import { type Contract, functionOf } from '../../shared/contract/route.ts';
import { AppFunction, type AppFunctionProps } from './app-function.ts';
import { addRoutes, alarmFailures } from './feature-api.ts';
import type { FrontApi } from './front-api.ts';
import { QueueWorker } from './queue-worker.ts';
import type { SingleTable } from './single-table.ts';

export interface WebhookProps extends Omit<AppFunctionProps, 'name'> {
  readonly contract: Contract;
  /** The route of the contract, which names signer and queue; the function is named after both. */
  readonly route: string;
  readonly http: FrontApi;
  /** Where events are noted that were handed over. */
  readonly table: SingleTable;
  /** Lets the function read the secret that its sender signs with. */
  readonly secret: { bind(fn: AppFunction): void };
  /** What a customer notices when calls are not taken. */
  readonly impact: string;
}

/**
 * A function that takes the signed calls of somebody else's software, hands them to the queue of their route and answers
 * at once. Its queue's worker comes first: that has the dead letters, and the alarms for what is late or parked.
 */
export class Webhook extends Construct {
  readonly fn: AppFunction;

  constructor(scope: Construct, id: string, props: WebhookProps) {
    super(scope, id);
    const { contract, route: name, http, table, secret, impact, ...rest } = props;
    const route = contract.routes[name];
    if (!route?.queue) throw new Error(`${contract.feature}.${name} has no queue: it is no webhook.`);
    this.fn = new AppFunction(this, 'Function', { ...rest, name: functionOf(contract.feature, name, route) });
    addRoutes(this, http, this.fn, { [name]: route });
    table.bind(this.fn, 'get', 'put');
    secret.bind(this.fn);
    QueueWorker.of(this, route.queue).bind(this.fn, 'send');
    alarmFailures(this, this.fn, impact);
  }
}
