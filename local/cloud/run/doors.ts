import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, type Running } from '../aws/service.ts';
import { onPort } from './ports.ts';
import { machineProblem } from './start-error.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = NonNullable<Parameters<typeof listen>[2]>;
type Answers = { web: Handler; upgrade: Upgrade; media: Handler; control: Handler };

/** The front door, the media host and the orders: what people and platforms reach. */
export type Doors = Record<'web' | 'media' | 'control', Running> & {
  /** Until this is called they say that the cloud is starting. */
  answerWith(answers: Answers): void;
};

/**
 * Opens the three servers whose addresses the template is resolved to, so that these are known before anything answers.
 * The front door takes exactly `port`; the others the next two or free ones.
 */
export async function openDoors(port: number): Promise<Doors> {
  let answers: Answers = { web: notYet, media: notYet, control: notYet, upgrade: notYetASocket };
  const at = (offset: number) => (port === 0 ? 0 : port + offset);
  const open = (name: 'web' | 'media' | 'control', free: number) =>
    listen(
      (request, response) => answers[name](request, response),
      free,
      name === 'web' ? (...handshake) => answers.upgrade(...handshake) : undefined,
    );
  const web = await open('web', port).catch((error: unknown) => {
    throw machineProblem(error, `PORT=${port}`) ?? error;
  });
  return {
    web,
    control: await onPort(at(1), (free) => open('control', free)),
    media: await onPort(at(2), (free) => open('media', free)),
    answerWith(given) {
      answers = given;
    },
  };
}

const notYet: Handler = async (_, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end('The local cloud is starting');
};
const notYetASocket: Upgrade = (_, socket) => void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
