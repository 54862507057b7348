import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { mediaKinds, mediaStates } from '#shared/media/contract.ts';
import { shapeNames, ways } from '#shared/media/frame.ts';
import { mediaRefusals } from '#shared/media/media-rules.ts';

/** A person's choice of a frame, and when it was made: a later one replaces it. */
const frame = {
  shape: { type: shapeNames, required: true },
  way: { type: ways, required: true },
  x: { type: 'number', required: true },
  y: { type: 'number', required: true },
} as const;

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
      /** Absent of images of before there was anything else. */
      kind: { type: mediaKinds },
      altText: { type: 'string' },
      altTextEn: { type: 'string' },
      tags: { type: 'list', items: { type: 'string' } },
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
      /** Of the file as it came, hexadecimal: the same file again has the same. */
      original: { type: 'string' },
      /** The earlier file with the same bytes. */
      copyOf: { type: 'string' },
      /** What renditions are made from, and its pixels: ours, upright, without hidden data. Never public. */
      masterKey: { type: 'string' },
      masterWidth: { type: 'number' },
      masterHeight: { type: 'number' },
      thumbnailKey: { type: 'string' },
      /** Of a film: its cover, how long it is, and whether it can be heard. */
      posterKey: { type: 'string' },
      durationMs: { type: 'number' },
      hasSound: { type: 'boolean' },
      /** A `data:` address of a few hundred bytes. */
      placeholder: { type: 'string' },
      /** Frames that were asked for and not made yet. */
      asked: { type: 'list', items: { type: 'map', properties: frame } },
      versions: {
        type: 'list',
        items: {
          type: 'map',
          properties: {
            ...frame,
            key: { type: 'string', required: true },
            width: { type: 'number', required: true },
            height: { type: 'number', required: true },
            sha256: { type: 'string', required: true },
          },
        },
      },
      chosen: { type: shapeNames },
      /** All public objects that were ever made of it: they go with it. */
      keys: { type: 'list', items: { type: 'string' } },
      /** Of everything that is kept of it, in bytes. */
      stored: { type: 'number' },
      /** Changes with every change of the frames, so that two writers notice each other. */
      version: { type: 'number' },
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
