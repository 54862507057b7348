import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Deliver } from './scheduler/firing.ts';
import { createSchedules } from './scheduler/operations.ts';
import { AwsError, type Ground, listen, readBody, type Service } from './service.ts';
import { authenticate } from './sigv4.ts';

type Schedules = ReturnType<typeof createSchedules>;

/** The local EventBridge Scheduler and what the runner may do with it in process. */
export type Scheduler = Service &
  Pick<Schedules, 'declareSchedule' | 'declareGroup' | 'list'> &
  Pick<Schedules['firing'], 'fireAgain' | 'order'>;

const NOUNS: Readonly<Record<string, string>> = { schedules: 'Schedule', 'schedule-groups': 'ScheduleGroup' };
const VERBS: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Update', GET: 'Get', DELETE: 'Delete' };

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AwsError('ValidationException', 'The request body is not JSON.');
  }
}

/** Starts EventBridge Scheduler. Start it after its targets: what was missed while it was down fires at once. */
export async function startScheduler(ground: Ground, deliver: Deliver, port = 0): Promise<Scheduler> {
  const { firing, operations, ...schedules } = createSchedules(ground, deliver);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: object, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    try {
      const body = (await readBody(request, 512 * 1024)).toString();
      const accessKeyId = authenticate(ground, { request, body, service: 'scheduler', protocol: 'rest' });
      if (accessKeyId === undefined)
        throw new AwsError('MissingAuthenticationTokenException', 'The request is not signed.', 403);
      const url = new URL(request.url ?? '/', 'http://localhost');
      // A name that is written in any other way than plainly is no name of a schedule or a group.
      const [, collection = '', name] = url.pathname.split('/');
      const verb = VERBS[request.method ?? ''];
      const operation =
        name === undefined && verb === 'Get' ? `List${NOUNS[collection]}s` : `${verb}${NOUNS[collection]}`;
      const run = name === undefined && verb !== 'Get' ? undefined : operations[operation];
      const asked = `${request.method} ${url.pathname}`;
      if (run === undefined)
        throw new AwsError('UnknownOperationException', `The local Scheduler does not know ${asked}.`, 404);
      const { enter: permit, leave } = await ground.gate.admit({ accessKeyId, service: 'scheduler', operation });
      const result = await run({ name: name ?? '', query: url.searchParams, body: parseJson(body), permit });
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
    ...schedules,
    operations: Object.keys(operations),
    fireAgain: firing.fireAgain,
    order: firing.order,
    async close() {
      firing.stop();
      await running.close();
    },
  };
}
