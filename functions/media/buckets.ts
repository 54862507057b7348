import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { env } from '#runtime/env.ts';
import { type Frame, frameName } from '#shared/media/frame.ts';

export const s3 = new S3Client({});

/** Where an upload waits in quarantine; what lies there is forgotten after a day. */
export const arrivingKey = (clientId: string, mediaId: string): string => `arriving/${clientId}/${mediaId}`;
/** Where what renditions are made from is kept: beside the quarantine, which nothing serves. */
export const masterKey = (clientId: string, mediaId: string): string => `kept/${clientId}/${mediaId}.jpg`;
/** The public objects of an image that is whole: what is published, and the small one for our own pages. */
export const thumbnailKey = (key: string): string => key.replace(/\.jpg$/, '-thumbnail.webp');
/** The public object of one frame of it: the same choice has the same name. */
export const frameKey = (key: string, frame: Frame): string => key.replace(/\.jpg$/, `-${frameName(frame)}.jpg`);

/** The public objects of a film, by the name that was chosen when its upload began. */
export const videoKeys = (chosen: string) => {
  const stem = chosen.replace(/\.(jpg|mp4)$/, '');
  return { key: `${stem}.mp4`, posterKey: `${stem}-poster.jpg`, thumbnailKey: `${stem}-thumbnail.jpg` };
};

/** Size of an object of quarantine, in bytes; undefined when none is there. */
export async function uploadSize(key: string): Promise<number | undefined> {
  try {
    const { ContentLength = 0 } = await s3.send(new HeadObjectCommand({ Bucket: env('uploads'), Key: key }));
    return ContentLength;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** An object beside or in quarantine as a stream, which must be read or destroyed; undefined when it is not there. */
export async function openUpload(key: string) {
  try {
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand({ Bucket: env('uploads'), Key: key }));
    return Body && { body: Body, bytes: ContentLength };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The bytes of an object that may be held in memory; undefined when it is not there, `too_large` when it is larger. */
export async function readUpload(key: string, most: number): Promise<Uint8Array | 'too_large' | undefined> {
  const found = await openUpload(key);
  if (!found || found.bytes <= most) return found?.body.transformToByteArray();
  if (found.body instanceof Readable) found.body.destroy();
  return 'too_large';
}

export const removeUpload = (key: string) => s3.send(new DeleteObjectCommand({ Bucket: env('uploads'), Key: key }));

/** Keeps what later renditions are made from. */
export const putMaster = (key: string, bytes: Uint8Array) =>
  s3.send(new PutObjectCommand({ Bucket: env('uploads'), Key: key, Body: bytes, ContentType: 'image/jpeg' }));

/** Publishes a rendition. Its name is never used for other bytes, so it may be kept for ever. */
export const putRendition = (key: string, bytes: Uint8Array) =>
  s3.send(
    new PutObjectCommand({
      Bucket: env('media'),
      Key: key,
      Body: bytes,
      ContentType: key.endsWith('.webp') ? 'image/webp' : 'image/jpeg',
      CacheControl: 'public, max-age=31536000, immutable',
    }),
  );

/** Publishes a film from the disk, as a stream. */
export const putFile = (key: string, file: string, bytes: number) =>
  s3.send(
    new PutObjectCommand({
      Bucket: env('media'),
      Key: key,
      Body: createReadStream(file),
      ContentLength: bytes,
      ContentType: 'video/mp4',
      CacheControl: 'public, max-age=31536000, immutable',
    }),
  );

export const removeRendition = (key: string) => s3.send(new DeleteObjectCommand({ Bucket: env('media'), Key: key }));
