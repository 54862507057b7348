import { AwsError, type Ground } from '../service.ts';
import type { CognitoState, User } from './state.ts';

const FREE_FAILURES = 5;
const LONGEST_LOCK_MS = 15 * 60_000;
const CODE_MS = 90_000;

/**
 * How often somebody may fail to sign in. From the fifth failure on they are locked out for 2^(n-5) seconds, at most a
 * quarter of an hour; tries in that time are refused and do not count. A success afterwards or a quarter of an hour
 * without any try clears the count.
 */
export function attemptCounter({ clock }: Ground, state: CognitoState) {
  const failuresOf = ({ sub }: User): [count: number, lockedUntil: number] => {
    const [count = 0, lockedUntil = 0] = state.noted(`failures:${sub}`)?.split(' ').map(Number) ?? [];
    return [count, lockedUntil];
  };
  const keep = ({ sub }: User, count: number, lockedUntil: number) =>
    state.note(`failures:${sub}`, `${count} ${lockedUntil}`, clock.now() + LONGEST_LOCK_MS);
  return {
    assertOpen(user: User): void {
      const [count, lockedUntil] = failuresOf(user);
      if (lockedUntil <= clock.now()) return;
      keep(user, count, lockedUntil);
      throw new AwsError('NotAuthorizedException', 'Password attempts exceeded');
    },
    failed(user: User): void {
      const count = failuresOf(user)[0] + 1;
      const lock = count < FREE_FAILURES ? 0 : Math.min(1000 * 2 ** (count - FREE_FAILURES), LONGEST_LOCK_MS);
      keep(user, count, clock.now() + lock);
    },
    succeeded: ({ sub }: User): void => state.forget(`failures:${sub}`),
    /** A code of an authenticator app opens one session only. */
    spendCode({ sub }: User, code: string): void {
      const name = `totp:${sub}:${code}`;
      if (state.noted(name) !== undefined)
        throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
      state.note(name, '', clock.now() + CODE_MS);
    },
  };
}
