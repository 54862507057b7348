import { startCloud } from '#cloud/run/cloud.ts';
import { application } from '#local/application.ts';

/**
 * A local cloud in a process of its own, so that a test can end it in the middle of something:
 * `node journey-process.ts <data folder> <port>` prints the address of its control endpoints.
 */
const [dataDir = '', port = '0'] = process.argv.slice(2);
const cloud = await startCloud({ ...application, dataDir, port: Number(port), say: () => {} });
process.stdout.write(`${cloud.endpoints.control}\n`);
