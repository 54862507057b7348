import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../build/fingerprint.ts';
import { root } from './steps.ts';

const file = join(root, 'local/cloud/test/stamp.txt');
/** All that the suite depends on: the workspace is closed in itself. */
const inputs = ['local/cloud/**/*.{ts,json}', 'package-lock.json', 'vitest.config.ts'];

const current = () => fingerprint(root, inputs);

/** Whether the local cloud is, byte for byte, what its whole suite passed on. */
export const isStamped = (): boolean => existsSync(file) && readFileSync(file, 'utf8').trim() === current();

/** Says that the whole suite has just passed on what is here. */
export const stamp = (): void => writeFileSync(file, `${current()}\n`);
