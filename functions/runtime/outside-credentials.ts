import type { Outside } from '#shared/contract/outside.ts';
import { outsideSecret } from './env.ts';
import { filledSecret } from './filled-secret.ts';

/** What an outside service gave us, by the fields that it declares. */
export type CredentialsOf<O extends Outside> = Readonly<Record<O['secret'][number], string>>;

/** The credentials for an outside service; undefined while the operator has not filled in its secret. */
export const outsideCredentials = async <O extends Outside>(service: O): Promise<CredentialsOf<O> | undefined> =>
  (await filledSecret(outsideSecret(service), service.name, service.secret)) as CredentialsOf<O> | undefined;
