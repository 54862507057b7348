import './function-environment.ts';
import sharp from 'sharp';
import { afterAll, vi } from 'vitest';

// The next file in this process begins with the real time and with modules of its own: what the product remembers
// between two requests must not reach from one file into another. Libraries stay loaded.
vi.resetModules();
// The upload gate blocks formats for its whole process; the sandbox's own pictures are of such a format.
sharp.unblock({ operation: ['VipsForeignLoad'] });
const { installShiftedDate } = await import('./shifted-date.ts');
afterAll(installShiftedDate());
// Nor do they wait for others who write the same rows.
const { replaceWait } = await import('#runtime/backoff.ts');
replaceWait(async () => {});
