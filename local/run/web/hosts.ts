import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../aws/clock.ts';
import type { S3 } from '../../aws/s3.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import { createApi } from './api.ts';
import { distributionsOf } from './distributions.ts';
import { createHost, type ReadBucket } from './front-door.ts';
import { readSite } from './site-files.ts';

type HostOptions = { workers: Workers; clock: Clock; s3: Pick<S3, 'read'>; site: string; webUrl: string };
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The two hosts of the template: the one with the API is the site, the other one serves media. */
export function createHosts(application: Application, options: HostOptions): { web: Handler; media: Handler } {
  const { workers, clock, s3, site, webUrl } = options;
  const distributions = distributionsOf(application);
  const front = distributions.find(({ servesApi }) => servesApi);
  const back = distributions.find(({ servesApi }) => !servesApi);
  if (front === undefined || back === undefined)
    throw new TemplateError('The template lacks the site or the media host');
  const readMedia: ReadBucket = (bucket, key) => {
    const object = s3.read(bucket, key);
    return (
      object && {
        body: object.body,
        size: object.size,
        type: object.headers['content-type'] ?? 'binary/octet-stream',
        eTag: object.etag,
        ...(object.headers['cache-control'] === undefined ? {} : { cacheControl: object.headers['cache-control'] }),
      }
    );
  };
  // The site bucket is filled by the deployment; here its content lies in dist/web.
  const serveWeb = createHost(front, createApi(application, workers, clock), (_, key) => readSite(site, key));
  const serveMedia = createHost(back, undefined, readMedia);
  return {
    async web(request, response) {
      // Cookies and CORS rules know one host name only.
      if (/^localhost:/.test(request.headers.host ?? '') && request.method === 'GET')
        return void response.writeHead(307, { location: `${webUrl}${request.url ?? '/'}` }).end();
      await serveWeb(request, response);
    },
    media: serveMedia,
  };
}
