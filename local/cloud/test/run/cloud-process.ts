import { startCloud } from '#cloud/run/cloud.ts';
import { leaveAws } from '#cloud/run/leave-aws.ts';
import { stopOnSignal } from '#cloud/run/stop-on-signal.ts';

/** A cloud in a process of its own, begun as `npm start` begins: `node cloud-process.ts <assembly> <data folder>`. */
leaveAws(process.env);
const [assembly = '', dataDir = ''] = process.argv.slice(2);
const cloud = await startCloud({ assembly, dataDir, port: 0 });
stopOnSignal(cloud);
process.send?.(cloud.announce([]));
