import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Usage } from './gate.ts';

/** Leaves a file with what each function was allowed to do and did, for the report on grants nobody needs. */
export const keepUsage = (folder: string, usage: Usage): void =>
  writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(usage));
