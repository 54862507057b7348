import { readFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { siteFiles } from './site-files.ts';

/**
 * `node infra/deploy/publish-site.ts <bucket> [folder]`: puts the built site into the bucket that the Web stack names
 * in its output SiteBucketName. Older files stay, so that a page somebody has open still finds its parts.
 */
const [, , bucket, folder = 'dist/web'] = argv;
if (!bucket) throw new Error('Say which bucket: the output SiteBucketName of the Web stack.');

const s3 = new S3Client({});
for (const { path, key, contentType, cacheControl } of siteFiles(folder)) {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: readFileSync(path),
      ContentType: contentType,
      CacheControl: cacheControl,
    }),
  );
  stdout.write(`${key}\n`);
}
