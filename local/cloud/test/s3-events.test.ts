import { CompleteMultipartUploadCommand, DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Message } from '#cloud/aws/s3/event-log.ts';
import { createGround } from './ground.ts';
import { Bucket, openBucket } from './s3-bucket.ts';

const DAY_MS = 86_400_000;
const notification = { id: 'n', targetArn: 'arn:target', events: ['s3:*'], prefix: '', suffix: '' };

describe('notifications', () => {
  test('a record tells all that AWS documents', async () => {
    const { put, client, events, clock } = await openBucket();
    const { ETag = '' } = await put('صور/a b.jpg', 'xyz');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'صور/a b.jpg' }));

    const key = '%D8%B5%D9%88%D8%B1/a+b.jpg';
    expect(events[0]).toEqual({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'me-south-1',
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: 'AWS:PublisherRole' },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'all',
        bucket: { name: Bucket, ownerIdentity: { principalId: '000000000000' }, arn: 'arn:aws:s3:::media' },
        object: { key, size: 3, eTag: ETag.replaceAll('"', ''), sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) },
      },
    });
    expect(Math.abs(Date.parse(String(events[0]?.eventTime)) - clock.now())).toBeLessThan(60_000);
    expect(events[1]).toMatchObject({ eventName: 'ObjectRemoved:Delete', s3: { object: { key } } });
    expect(events[1]?.s3.object.size).toBeUndefined();
    expect((events[1]?.s3.object.sequencer ?? '') > (events[0]?.s3.object.sequencer ?? '')).toBe(true);
  });

  test('only what a filter lets through is told', async () => {
    const { s3, put, client } = await openBucket();
    const told: string[] = [];
    s3.createBucket({
      name: Bucket,
      notifications: [
        { ...notification, targetArn: 'pictures', events: ['s3:ObjectCreated:*'], prefix: 'in/', suffix: '.jpg' },
        { ...notification, targetArn: 'gone', events: ['s3:ObjectRemoved:Delete'] },
      ],
    });
    s3.deliverTo(async (target, { Records: [{ eventName }] }) => void told.push(`${target} ${eventName}`));

    for (const key of ['in/a.jpg', 'in/a.png', 'out/a.jpg']) await put(key, 'x');
    await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'in/a.png' }, { Key: 'none' }] } }),
    );

    expect(told).toEqual(['pictures ObjectCreated:Put', 'gone ObjectRemoved:Delete']);
  });

  test('what a crash has cut off before or during its delivery is delivered after the restart', async () => {
    const ground = createGround();
    const before = await openBucket(ground);
    const cutOff: Message[] = [];
    const arrivals: (() => void)[] = [];
    const source = before.s3.deliverTo((_, message) => {
      cutOff.push(message);
      return new Promise((resolve) => arrivals.push(resolve));
    });
    await before.put('a', 'x');
    await before.put('b', 'x');
    expect(cutOff).toHaveLength(2);
    expect(source.idle()).toBe(false);
    source.stop();
    // Too late to count: whoever stops cannot know what of it has arrived.
    arrivals[0]?.();
    await before.close();
    ground.db.close();

    const after = await openBucket(createGround({ dataDir: ground.dataDir }));

    expect(after.events.map(({ s3 }) => s3.object.key)).toEqual(['a', 'b']);
    const again: unknown[] = [];
    await expect.poll(() => after.s3.deliverTo(async () => void again.push(1)).idle()).toBe(true);
    expect(again).toEqual([]);
  });

  test('nothing is told of what was refused', async () => {
    const { put, client, events } = await openBucket();

    await expect(put('a', 'x', { IfMatch: '"e"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      client.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'a', UploadId: 'none' })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });

    expect(events).toEqual([]);
  });

  test('in a versioned bucket a deletion leaves a marker', async () => {
    const { put, client, events } = await openBucket(createGround(), { isVersioned: true });
    await put('a', 'x');

    const { DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));

    expect(DeleteMarker).toBe(true);
    expect(events.at(-1)?.eventName).toBe('ObjectRemoved:DeleteMarkerCreated');
  });
});

describe('lifecycle', () => {
  /** Puts the clock to half an hour before the next midnight. */
  async function openBeforeMidnight(rule: object) {
    const bucket = await openBucket(createGround(), { lifecycle: [rule] });
    await bucket.clock.advance(DAY_MS - (bucket.clock.now() % DAY_MS) - 1_800_000);
    const keys = async () =>
      ['a', 'tmp/a', 'tmp/big'].filter((key) => {
        const object = bucket.s3.read(Bucket, key);
        object?.body.destroy();
        return object !== undefined;
      });
    for (const [key, body] of [
      ['a', 'x'],
      ['tmp/a', 'x'],
      ['tmp/big', 'xxxxx'],
    ] as const)
      await bucket.put(key, body);
    return { ...bucket, keys };
  }

  test('an object goes at the first midnight after its days are over, not earlier, and that is told', async () => {
    const { clock, keys, events, files } = await openBeforeMidnight({ ExpirationInDays: 1 });

    await clock.advance(DAY_MS);
    expect(await keys()).toHaveLength(3);
    await clock.advance(1_800_000);

    expect(await keys()).toEqual([]);
    expect(files()).toEqual([]);
    expect(events.at(-1)).toMatchObject({
      eventVersion: '2.3',
      eventName: 'LifecycleExpiration:Delete',
      userIdentity: { principalId: 's3.amazonaws.com' },
    });
  });

  test('prefix and size choose what goes', async () => {
    const { clock, keys } = await openBeforeMidnight({ Prefix: 'tmp/', ObjectSizeGreaterThan: 2, ExpirationInDays: 1 });

    await clock.advance(3 * DAY_MS);

    expect(await keys()).toEqual(['a', 'tmp/a']);
  });

  test('an object that was replaced in time stays', async () => {
    const { clock, keys, put } = await openBeforeMidnight({ ExpirationInDays: 1 });
    await clock.advance(DAY_MS);
    await put('a', 'again');

    await clock.advance(DAY_MS);

    expect(await keys()).toEqual(['a']);
    await clock.advance(DAY_MS);
    expect(await keys()).toEqual([]);
  });

  test('what came due while nothing ran goes at the next start', async () => {
    const { clock, ground, close } = await openBeforeMidnight({ ExpirationInDays: 1 });
    const now = clock.now();
    await close();
    ground.db.close();
    const later = createGround({ dataDir: ground.dataDir });
    await later.clock.advance(now + 3 * DAY_MS - later.clock.now());

    const { events, files } = await openBucket(later, { lifecycle: [{ ExpirationInDays: 1 }] });

    expect(files()).toEqual([]);
    expect(events.map(({ eventName }) => eventName).slice(-3)).toEqual(Array(3).fill('LifecycleExpiration:Delete'));
  });
});
