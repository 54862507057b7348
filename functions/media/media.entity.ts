import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { mediaStates } from '#shared/media/contract.ts';
import { mediaRefusals } from '#shared/media/media-rules.ts';

/** One image of a client: what the browser announced, and what the gate made of it. */
export const media = new Entity(
  {
    model: { service: SERVICE, entity: 'media', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** Time-ordered, so that the newest come first without an index. */
      mediaId: { type: 'string', required: true },
      /** `removed` until its objects are gone, so that a removal cut short is finished. */
      state: { type: [...mediaStates, 'removed'] as const, required: true },
      fileName: { type: 'string', required: true },
      altText: { type: 'string' },
      createdAt: { type: 'number', required: true },
      /** Where the original waits in quarantine. */
      uploadKey: { type: 'string', required: true },
      /** Where the rendition is served from: unguessable, because the media host asks nobody who they are. */
      key: { type: 'string', required: true },
      width: { type: 'number' },
      height: { type: 'number' },
      bytes: { type: 'number' },
      /** Of the rendition, hexadecimal. */
      sha256: { type: 'string' },
      reason: { type: mediaRefusals },
    },
    indexes: {
      ofClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['mediaId'] },
      },
    },
  },
  inTable,
);
