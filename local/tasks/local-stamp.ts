import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from '../build/fingerprint.ts';
import { root } from './steps.ts';

const file = join(root, 'test/local/stamp.txt');
/** All that the local cloud's own suite depends on. Demo and tasks are tried by the journeys and by every start. */
const inputs = [
  'local/{aws,run,sandbox,build}/**/*.ts',
  'local/*.ts',
  'test/local/**/*.ts',
  'test/support/{gate,image-host,instagram,journey-chance,test-table}.ts',
  'functions/runtime/table-keys.ts',
  'package-lock.json',
  'vitest.config.ts',
];

const current = () => fingerprint(root, inputs);

/** Whether the local cloud is, byte for byte, what its whole suite passed on. */
export const isStamped = (): boolean => existsSync(file) && readFileSync(file, 'utf8').trim() === current();

/** Says that the whole suite has just passed on what is here. */
export const stamp = (): void => writeFileSync(file, `${current()}\n`);
