import { Agent, request } from 'node:http';
import { listen } from '#cloud/aws/service.ts';
import { startLiveApplication } from '#cloud/test/run/live-application.ts';

const REQUESTS = 2000;
const ROUNDS = 5;

/** CPU of this process with all its threads, ms per request. */
export type GatewayCpu = {
  /** From the front door to a function that only returns its event, and back. */
  gateway: number;
  /** A bare `node:http` server with the same client. */
  bare: number;
  overhead: number;
};

/** What the local gateway costs per warm request, medians of several rounds: CloudFront, HTTP API, thread, answer. */
export async function gatewayCpu(): Promise<GatewayCpu> {
  // Throttling would answer instead of the function.
  const HttpStage = {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: { Ref: 'Http' },
      StageName: '$default',
      AutoDeploy: true,
      AccessLogSettings: { Format: '$context.requestId $context.status $context.responseLatency' },
    },
  };
  const application = await startLiveApplication({ HttpStage });
  const body = JSON.stringify({ version: '2.0', body: 'x'.repeat(1000) });
  const host = await listen(async (_, response) => void response.end(body));
  try {
    const url = `${application.cloud.endpoints.web}/api/event?tag=a`;
    const [gateway, bare] = [await median(url), await median(host.url)];
    return { gateway, bare, overhead: gateway - bare };
  } finally {
    await host.close();
    await application.stop();
  }
}

async function median(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const samples: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    for (let count = 0; count < REQUESTS; count++) await get(url, agent);
    const { user, system } = process.cpuUsage(before);
    // The first round only warms up.
    if (round >= 0) samples.push((user + system) / 1000 / REQUESTS);
  }
  agent.destroy();
  return samples.sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

const get = (url: string, agent: Agent) =>
  new Promise<void>((resolve, reject) => {
    request(url, { agent }, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });
