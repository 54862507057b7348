import { startCloud } from '#cloud/run/cloud.ts';
import { leaveAws } from '#cloud/run/leave-aws.ts';
import { application } from '#local/application.ts';

/**
 * The cloud that the journeys share, in a process of its own: `fork('shared-cloud-process.ts', [<data folder>])` is
 * sent its endpoints, and ends it by any message.
 */
leaveAws(process.env);
const [dataDir = ''] = process.argv.slice(2);
const cloud = await startCloud({
  ...application,
  port: 0,
  dataDir,
  usageDir: process.env.KSA_IAM_USAGE,
  // Functions fail in journeys on purpose; what they say is in their logs.
  say: () => {},
});
const end = () => cloud.stop().finally(() => process.exit());
process.once('message', end);
process.once('disconnect', end);
process.send?.(cloud.endpoints);
