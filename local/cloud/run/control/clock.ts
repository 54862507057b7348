import * as z from 'zod/mini';
import type { Clock } from '../../aws/clock.ts';
import { durationMs } from './duration.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

/** With `jump` it does not wait for what is under way, so that a slow worker finds the world older. */
const Advance = z.strictObject({ advance: z.string(), jump: z._default(z.boolean(), false) });

export const timeOf = (clock: Clock) => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() });

export const clockEndpoints = ({ clock }: { clock: Clock }): Endpoints => ({
  'POST /clock': async (_, body) => {
    const { advance, jump } = Advance.parse(body);
    const ms = durationMs(advance);
    if (ms === undefined) throw new ControlError(400, 'advance is an ISO 8601 duration such as PT90M or P1D');
    if (jump) clock.jump(ms);
    else await clock.advance(ms);
    return timeOf(clock);
  },
});
