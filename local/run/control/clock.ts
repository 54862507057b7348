import * as z from 'zod/mini';
import type { Clock } from '../../aws/clock.ts';
import { durationMs } from './duration.ts';
import { ControlError, type Endpoints } from './endpoint.ts';

const Advance = z.strictObject({ advance: z.string() });

export const timeOf = (clock: Clock) => ({ now: clock.now(), iso: new Date(clock.now()).toISOString() });

export const clockEndpoints = ({ clock }: { clock: Clock }): Endpoints => ({
  'POST /clock': async (_, body) => {
    const ms = durationMs(Advance.parse(body).advance);
    if (ms === undefined) throw new ControlError(400, 'advance is an ISO 8601 duration such as PT90M or P1D');
    await clock.advance(ms);
    return timeOf(clock);
  },
});
