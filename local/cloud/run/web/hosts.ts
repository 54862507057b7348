import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { S3 } from '../../aws/s3.ts';
import type { WebSockets } from '../../aws/websocket.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import { type ApiOptions, createApi } from './api.ts';
import type { ReadBucket } from './bucket-origin.ts';
import { distributionsOf } from './distributions.ts';
import { createHost } from './front-door.ts';
import { readSite } from './site-files.ts';
import { webSocketApis } from './websocket-api.ts';

type HostOptions = ApiOptions & { s3: Pick<S3, 'read'>; webSockets: WebSockets; site: string; webUrl: string };
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The two hosts of the template: the one with the API is the site, the other one serves media. */
export function createHosts(
  application: Application,
  options: HostOptions,
): { web: Handler; upgrade: Upgrade; media: Handler } {
  const { s3, webSockets, site, webUrl, clock } = options;
  const distributions = distributionsOf(application);
  const front = distributions.find(({ servesApi }) => servesApi);
  const back = distributions.find(({ servesApi }) => !servesApi);
  if (front === undefined || back === undefined)
    throw new TemplateError('The template lacks the site or the media host');
  for (const api of webSocketApis(application, options)) webSockets.deploy(api);
  // The site bucket is filled by the deployment; here its content lies in a folder.
  const read: ReadBucket = (_, key, range) => readSite(site, key, range);
  const web = createHost(front, { api: createApi(application, options), webSockets, read, clock });
  return {
    async web(request, response) {
      // Cookies and CORS rules know one host name only.
      if (/^localhost:/.test(request.headers.host ?? '') && request.method === 'GET')
        return void response.writeHead(307, { location: `${webUrl}${request.url ?? '/'}` }).end();
      await web.serve(request, response);
    },
    upgrade: web.upgrade,
    media: createHost(back, { read: s3.read, clock }).serve,
  };
}
