import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deliver } from './scheduler/firing.ts';
import { OPERATIONS, ROUTES } from './scheduler/routes.ts';
import { createSchedules } from './scheduler/schedules.ts';
import { AwsError, type Ground, listen, readBody, type Service } from './service.ts';
import { authenticate } from './sigv4.ts';

type Schedules = ReturnType<typeof createSchedules>;

/** The local EventBridge Scheduler and what the runner may do with it in process. */
export type Scheduler = Service &
  Pick<Schedules, 'fireAgain'> & {
    /** Declares a schedule or a group of the template (same fields as the API; no permission is asked). */
    declareSchedule: Schedules['declare'];
    declareGroup(name: string): void;
    /** All schedules with their next time (epoch ms), for the state page. */
    list(): { name: string; group: string; state: string; expression: string; nextAt: number | null }[];
  };

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'The request body is not JSON.');
  }
}

/** Starts EventBridge Scheduler. Start it after its targets: what was missed while it was down fires at once. */
export async function startScheduler(ground: Ground, deliver: Deliver, port = 0): Promise<Scheduler> {
  const { gate, region, account } = ground;
  const schedules = createSchedules(ground, deliver);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    try {
      const body = (await readBody(request, 512 * 1024)).toString();
      const accessKeyId = authenticate(ground, { request, body, service: 'scheduler', protocol: 'rest' });
      if (accessKeyId === undefined)
        throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed.', 403);
      const url = new URL(request.url ?? '/', 'http://localhost');
      const [, collection = '', name] = url.pathname.split('/').map(decodeURIComponent);
      const route = `${request.method} /${collection}${name === undefined ? '' : '/{Name}'}`;
      const operation = ROUTES[route] ?? '';
      const run = OPERATIONS[operation];
      if (run === undefined)
        throw new AwsError('UnknownOperationException', `The local Scheduler does not know ${route}.`, 404);
      const { enter: permit, leave } = await gate.admit({ accessKeyId, service: 'scheduler', operation });
      const result = await run({
        schedules,
        name: name ?? '',
        query: url.searchParams,
        body: parseJson(body),
        permit,
        region,
        account,
      });
      await leave();
      send(200, result);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      send(error.status, { Message: error.message }, { 'x-amzn-errortype': error.name });
    }
  };

  const running = await listen(serve, port);
  schedules.start();
  return {
    ...running,
    operations: Object.keys(OPERATIONS),
    fireAgain: schedules.fireAgain,
    declareSchedule: schedules.declare,
    declareGroup: (name) => {
      if (!schedules.groups().some((group) => group.name === name)) schedules.addGroup(name);
    },
    list: () =>
      schedules.all().map(({ name, input, fireAt }) => ({
        name,
        group: input.GroupName,
        state: input.State,
        expression: input.ScheduleExpression,
        nextAt: fireAt,
      })),
    async close() {
      schedules.stop();
      await running.close();
    },
  };
}
