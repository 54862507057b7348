import type { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { hostVariable, secretVariable } from '../../functions/runtime/env-names.ts';
import type { Outside } from '../../shared/contract/outside.ts';
import { outsides } from '../../shared/outsides.ts';
import type { AppFunction } from './app-function.ts';
import { ProductStack } from './product-stack.ts';
import { emptySecret, readable } from './secrets.ts';

/** The services of the outside world that are no networks: where they are, and a secret for each that asks for one. */
export class OutsideServices extends Construct {
  /** By service; made empty and filled in by the operator, as those of the networks. */
  readonly secrets: ReadonlyMap<string, CfnSecret>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const asking = outsides.filter(({ secret }) => secret.length > 0);
    this.secrets = new Map(
      asking.map(({ name, secret }) => [name, emptySecret(new Construct(this, name), name, name, secret)]),
    );
  }

  /** Lets a function call a service: its addresses, and its secret if it has one. */
  bind(fn: AppFunction, service: Outside): void {
    const { outsides: addresses } = ProductStack.of(fn).config;
    for (const [host, url] of Object.entries(addresses[service.name] ?? {}))
      fn.environment(hostVariable(service.name, host), url);
    const secret = this.secrets.get(service.name);
    if (secret) readable(fn, secretVariable(service.name), secret);
  }
}
