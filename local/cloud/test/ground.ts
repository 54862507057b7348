import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { type Call, type Ground, openGate } from '#cloud/aws/service.ts';
import { createGate } from '#cloud/test/gate.ts';

/** A ground of its own in a new folder, with an open gate. Pass `dataDir` of an earlier one to restart on its state. */
export function createGround(overrides: Partial<Ground> = {}): Ground {
  const dataDir = overrides.dataDir ?? mkdtempSync(join(tmpdir(), 'ksa-local-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const db = new DatabaseSync(join(dataDir, 'state.db'));
  db.exec('PRAGMA journal_mode = WAL');
  return {
    clock: createClock(),
    db,
    gate: openGate,
    dataDir,
    region: 'me-south-1',
    account: '000000000000',
    ...overrides,
  };
}

/** A gate that refuses the named actions as IAM would, and writes down every call. */
export function createStrictGate(denied: string[], refuse: (call: Call) => Error) {
  const calls: Call[] = [];
  const gate = createGate({
    enter(call) {
      calls.push(call);
      if (denied.includes(call.action)) throw refuse(call);
    },
  });
  return { gate, calls };
}

export const credentials = { accessKeyId: 'PublisherRole', secretAccessKey: 'local-secret' };
