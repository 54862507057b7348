import { createLogin, type Login, type NewLogin } from './create-login.ts';
import { forgetUser } from './forget-user.ts';
import { removeLogin } from './remove-login.ts';

/** What was left behind is cleared once; more of it would have to come about while we look. */
const TRIES = 3;

/**
 * The login of an address, as `createLogin` finds or makes it, after finishing what was cut short: a removal, and a
 * login that belongs to nobody of ours though somebody chose its password. That must not become a way in.
 */
export async function freeLogin(person: NewLogin): Promise<Login> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const login = await createLogin(person);
    const { subject, isFresh, user } = login;
    if (user?.status === 'removed') await forgetUser(user);
    else if (user || isFresh) return login;
    else await removeLogin(subject);
  }
  throw new Error('What was left of this address cannot be cleared');
}
