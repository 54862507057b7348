import {
  CodeMismatchException,
  ExpiredCodeException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  PasswordResetRequiredException,
  TooManyFailedAttemptsException,
  TooManyRequestsException,
  UserNotConfirmedException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { Problem, type ProblemCode } from '#shared/contract/problem.ts';

const WAIT_SECONDS = 60;

/** One answer for everything that would tell whether an address is known. */
const strangers = [
  NotAuthorizedException,
  UserNotFoundException,
  UserNotConfirmedException,
  PasswordResetRequiredException,
];
const wrongCodes = [CodeMismatchException, ExpiredCodeException];
const tooMany = [LimitExceededException, TooManyRequestsException, TooManyFailedAttemptsException];

/**
 * What a caller may know about Cognito's refusal; faults of ours stay what they are. `stranger` is the code for
 * somebody Cognito does not let in, whatever its reason.
 */
export function refusalOf(error: unknown, stranger: ProblemCode): unknown {
  const is = (kinds: readonly (abstract new (...input: never) => Error)[]) =>
    kinds.some((kind) => error instanceof kind);
  if (is(strangers)) return new Problem(stranger, { cause: error });
  if (is(wrongCodes)) return new Problem('auth.code_wrong', { cause: error });
  if (is([InvalidPasswordException])) return new Problem('auth.password_weak', { cause: error });
  if (is(tooMany)) return new Problem('request.too_many', { retryAfterSeconds: WAIT_SECONDS, cause: error });
  return error;
}

/**
 * For `.catch(refuse('auth.failed'))`: throws what `refusalOf` says. `onWeak` runs first when only the new password was
 * too weak: that is no guess and must not count as one.
 */
export const refuse =
  (stranger: ProblemCode, onWeak?: () => Promise<void>) =>
  async (error: unknown): Promise<never> => {
    if (error instanceof InvalidPasswordException) await onWeak?.();
    throw refusalOf(error, stranger);
  };
