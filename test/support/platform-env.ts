import { envNames } from '#runtime/env-names.ts';

/** Points the product at a sandbox's hosts, as the stage configuration does. */
export function pointAtInstagram(urls: { www: string; api: string; graph: string }): void {
  process.env[envNames.instagramWwwUrl] = urls.www;
  process.env[envNames.instagramApiUrl] = urls.api;
  process.env[envNames.instagramGraphUrl] = urls.graph;
}
