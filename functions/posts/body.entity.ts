import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { shapeNames } from '#shared/media/frame.ts';
import { contentKinds } from '#shared/platforms/platform.ts';

/** The text and images of a post. In no index: a caption may be large and is read only with its post. */
export const body = new Entity(
  {
    model: { service: SERVICE, entity: 'body', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      postId: { type: 'string', required: true },
      caption: { type: 'string', required: true },
      firstComment: { type: 'string' },
      variants: {
        type: 'list',
        items: {
          type: 'map',
          properties: {
            accountId: { type: 'string', required: true },
            caption: { type: 'string' },
            kind: { type: contentKinds },
            options: { type: 'any' },
          },
        },
      },
      media: {
        type: 'list',
        required: true,
        items: {
          type: 'map',
          properties: {
            mediaId: { type: 'string', required: true },
            url: { type: 'string', required: true },
            width: { type: 'number', required: true },
            height: { type: 'number', required: true },
            altText: { type: 'string' },
            sha256: { type: 'string', required: true },
            /** What networks get that refuse the shape of the whole image. */
            versions: {
              type: 'list',
              items: {
                type: 'map',
                properties: {
                  shape: { type: shapeNames, required: true },
                  url: { type: 'string', required: true },
                  width: { type: 'number', required: true },
                  height: { type: 'number', required: true },
                  sha256: { type: 'string', required: true },
                },
              },
            },
            chosen: { type: shapeNames },
          },
        },
      },
    },
    indexes: {
      whole: {
        collection: 'whole',
        type: 'clustered',
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'postId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
