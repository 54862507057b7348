import * as z from 'zod/mini';
import type { WebSockets } from '../../aws/websocket.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const SocketOrder = z.strictObject({ drop: z.string() });

/** Cuts live connections as a broken network does: without a close frame. */
export const socketEndpoints = ({ webSockets }: { webSockets: WebSockets }): Endpoints => ({
  'POST /sockets': (_, body) => {
    const { drop } = SocketOrder.parse(body);
    const dropped = webSockets.drop(drop);
    if (dropped.length === 0 && drop !== 'all') throw new ControlError(404, `No connection ${drop}`);
    return { dropped };
  },
});
