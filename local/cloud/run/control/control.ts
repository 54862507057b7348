import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../aws/clock.ts';
import type { DynamoDb } from '../../aws/dynamodb.ts';
import type { Kms } from '../../aws/kms.ts';
import type { Scheduler } from '../../aws/scheduler.ts';
import { AwsError, readBody } from '../../aws/service.ts';
import type { Sqs } from '../../aws/sqs.ts';
import type { WebSockets } from '../../aws/websocket.ts';
import type { Sandbox } from '../../outside/sandbox.ts';
import type { AsyncInvocations } from '../async-invocations.ts';
import type { ServiceFaults } from '../faults.ts';
import type { Keeper } from '../gate.ts';
import type { Kills } from '../kills.ts';
import type { Workers } from '../workers.ts';
import { clockEndpoints, timeOf } from './clock.ts';
import { ControlError, type Endpoints } from './endpoint.ts';
import { faultEndpoints, openFaults } from './faults.ts';
import { functionEndpoints } from './functions.ts';
import { keyEndpoints } from './keys.ts';
import { queueEndpoints } from './queues.ts';
import { scheduleEndpoints } from './schedules.ts';
import { socketEndpoints } from './sockets.ts';
import { tableEndpoints } from './tables.ts';

export type Controlled = {
  clock: Clock;
  workers: Workers;
  events: Pick<AsyncInvocations, 'waiting'>;
  keeper: Keeper;
  kills: Kills;
  faults: ServiceFaults;
  dynamodb: DynamoDb;
  sqs: Sqs;
  scheduler: Scheduler;
  webSockets: WebSockets;
  sandboxes: Readonly<Record<string, Sandbox>>;
  kms: Kms;
  keyIds: Readonly<Record<string, string>>;
};

/** The JSON endpoints for people and tests: clock, ledgers, faults, queues, functions, state. */
export function createControl(controlled: Controlled) {
  const endpoints: Endpoints = {
    ...clockEndpoints(controlled),
    ...faultEndpoints(controlled),
    ...queueEndpoints(controlled),
    ...scheduleEndpoints(controlled),
    ...functionEndpoints(controlled),
    ...keyEndpoints(controlled),
    ...socketEndpoints(controlled),
    ...tableEndpoints(controlled),
    'GET /state': () => stateOf(controlled),
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: unknown) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body, null, 2)}\n`);
    // A page that somebody happens to have open may not move the clock or kill functions.
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== `http://${host}`)
      return answer(403, { message: `Orders are not taken from pages of ${origin}` });
    try {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      for (const [route, endpoint] of Object.entries(endpoints)) {
        const [method, pattern = ''] = route.split(' ');
        const found =
          method === request.method ? new RegExp(`^${pattern.replaceAll('*', '([^/]+)')}$`).exec(path) : null;
        if (found === null) continue;
        const text = (await readBody(request)).toString();
        return answer(200, await endpoint(found.slice(1).map(decodeURIComponent), text === '' ? {} : JSON.parse(text)));
      }
      const isAws = (request.headers.authorization ?? '').startsWith('AWS4');
      if (isAws) return answer(501, { message: 'The local cloud does not have this AWS service' });
      answer(404, { message: `No such order. There are: ${Object.keys(endpoints).join(', ')}` });
    } catch (error) {
      const status = error instanceof ControlError ? error.status : error instanceof AwsError ? 404 : 400;
      answer(status, { message: error instanceof Error ? error.message : String(error) });
    }
  };
}

const stateOf = (controlled: Controlled) => ({
  clock: { ...timeOf(controlled.clock), offsetMs: controlled.clock.offset() },
  queues: controlled.sqs.stats(),
  schedules: controlled.scheduler.list(),
  functions: controlled.workers.state(),
  events: controlled.events.waiting(),
  sockets: controlled.webSockets.connections(),
  faults: openFaults(controlled),
  lags: controlled.dynamodb.lags(),
  kills: controlled.kills.open(),
  skews: controlled.workers.clocks.skews(),
  denials: controlled.keeper.denials(),
  usedActions: controlled.keeper.usage(),
});
