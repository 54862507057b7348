import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deliver } from './scheduler/firing.ts';
import { createSchedules } from './scheduler/operations.ts';
import { AwsError, type Ground, listen, readBody, type Service, signerOf } from './service.ts';

type Schedules = ReturnType<typeof createSchedules>;

/** The local EventBridge Scheduler and what the runner may do with it in process. */
export type Scheduler = Service &
  Pick<Schedules['firing'], 'fireAgain' | 'order'> & {
    /** Declares a schedule or a group of the template (same fields as the API; no permission is asked). */
    declareSchedule: Schedules['declare'];
    declareGroup(name: string): void;
    /** All schedules with their next time (epoch ms), for the state page. */
    list(): {
      name: string;
      group: string;
      state: string;
      expression: string;
      nextAt: number | null;
      skipped: boolean;
    }[];
  };

/** Names of the supported operations, by method and path. */
const ROUTES: Readonly<Record<string, string>> = {
  'POST /schedules/{Name}': 'CreateSchedule',
  'PUT /schedules/{Name}': 'UpdateSchedule',
  'GET /schedules/{Name}': 'GetSchedule',
  'DELETE /schedules/{Name}': 'DeleteSchedule',
  'GET /schedules': 'ListSchedules',
  'POST /schedule-groups/{Name}': 'CreateScheduleGroup',
  'GET /schedule-groups/{Name}': 'GetScheduleGroup',
  'DELETE /schedule-groups/{Name}': 'DeleteScheduleGroup',
  'GET /schedule-groups': 'ListScheduleGroups',
};

async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = (await readBody(request, 512 * 1024)).toString();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'The request body is not JSON.');
  }
}

/** Starts EventBridge Scheduler. Start it after its targets: what was missed while it was down fires at once. */
export async function startScheduler(ground: Ground, deliver: Deliver, port = 0): Promise<Scheduler> {
  const { all, declare, declareGroup, firing, operations } = createSchedules(ground, deliver);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    try {
      const accessKeyId = signerOf(request);
      if (accessKeyId === undefined)
        throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed.', 403);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, collection = '', name] = url.pathname.split('/').map(decodeURIComponent);
      const route = `${request.method} /${collection}${name === undefined ? '' : '/{Name}'}`;
      const operation = ROUTES[route] ?? '';
      const run = operations[operation];
      if (run === undefined)
        throw new AwsError('UnknownOperationException', `The local Scheduler does not know ${route}.`, 404);
      const { enter: permit, leave } = await ground.gate.admit({ accessKeyId, service: 'scheduler', operation });
      const body = await readJson(request);
      const result = await run({ name: name ?? '', query: url.searchParams, body, permit });
      await leave();
      send(200, result);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      send(error.status, { Message: error.message }, { 'x-amzn-errortype': error.name });
    }
  };

  const running = await listen(serve, port);
  firing.start();
  return {
    ...running,
    operations: Object.keys(operations),
    fireAgain: firing.fireAgain,
    order: firing.order,
    declareSchedule: declare,
    declareGroup,
    list: () =>
      all().map(({ name, input, fireAt }) => ({
        name,
        group: input.GroupName,
        state: input.State,
        expression: input.ScheduleExpression,
        nextAt: fireAt,
        skipped: firing.isSkipped(input.GroupName, name),
      })),
    async close() {
      firing.stop();
      await running.close();
    },
  };
}
