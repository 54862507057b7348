import {
  GetSecretValueCommand,
  type GetSecretValueCommandOutput,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

const secretsManager = new SecretsManagerClient({
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

/**
 * A secret that an operator fills in, as it is now or was before its last change. One that a deployment made and nobody
 * filled in has no value, which is answered like one that is not there: undefined.
 */
export async function secretVersion(
  id: string,
  stage: 'AWSCURRENT' | 'AWSPREVIOUS' = 'AWSCURRENT',
): Promise<GetSecretValueCommandOutput | undefined> {
  try {
    return await secretsManager.send(new GetSecretValueCommand({ SecretId: id, VersionStage: stage }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
