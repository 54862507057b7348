import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Problem } from '#shared/contract/problem.ts';
import { env } from './env.ts';
import { isSameSecret } from './same-secret.ts';

const secretsManager = new SecretsManagerClient({});
const SHORTEST_SECRET = 32;
let cached: Promise<string> | undefined;

async function loadSecret(): Promise<string> {
  const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: env('signingSecret') }));
  if (!SecretString || SecretString.length < SHORTEST_SECRET) throw new Error('The signing secret is missing or short');
  return SecretString;
}

/** What only we can make over a payload, for one purpose. */
export async function macOf(purpose: string, payload: string): Promise<Buffer> {
  cached ??= loadSecret().catch((error: unknown) => {
    cached = undefined;
    throw error;
  });
  return createHmac('sha256', await cached)
    .update(purpose)
    .update('\0')
    .update(payload)
    .digest();
}

/**
 * Signs a page cursor for one purpose: route, tenant and query. The same cursor with any other purpose is refused.
 */
export async function signCursor(purpose: string, cursor: string): Promise<string> {
  return `${cursor}.${await cursorMac(purpose, cursor)}`;
}

/** Gives the cursor back, or throws `request.cursor_invalid`. */
export async function openCursor(purpose: string, signed: string): Promise<string> {
  const dot = signed.lastIndexOf('.');
  const cursor = signed.slice(0, Math.max(dot, 0));
  if (!isSameSecret(signed.slice(dot + 1), await cursorMac(purpose, cursor)))
    throw new Problem('request.cursor_invalid');
  return cursor;
}

const cursorMac = async (purpose: string, cursor: string): Promise<string> =>
  (await macOf(`cursor:${purpose}`, cursor)).toString('base64url');
