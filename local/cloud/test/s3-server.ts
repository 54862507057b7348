import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { startS3 } from '#cloud/aws/s3.ts';
import { openGate } from '#cloud/aws/service.ts';

/**
 * S3 in a process of its own, so that its memory can be told from that of its clients, and so that it can be killed.
 * Keeps its state in the folder of its first argument, if there is one. Ends with its parent.
 */
const given = process.argv[2];
const dataDir = given ?? mkdtempSync(join(tmpdir(), 'ksa-s3-'));
const db = new DatabaseSync(join(dataDir, 'state.db'));
db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
const place = { region: 'me-south-1', account: '000000000000' };
const s3 = await startS3({ clock: createClock(), db, gate: openGate, dataDir, ...place }, () => 'local-secret');
s3.createBucket({ name: 'media' });

const peak = () => process.resourceUsage().maxRSS / 1024;
process.on('message', () => process.send?.({ peakMb: peak() }));
process.on('disconnect', () => {
  if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
  process.exit();
});
process.send?.({ url: s3.url, peakMb: peak() });
