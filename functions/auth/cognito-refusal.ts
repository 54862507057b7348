import {
  CodeDeliveryFailureException,
  CodeMismatchException,
  ExpiredCodeException,
  InvalidEmailRoleAccessPolicyException,
  InvalidLambdaResponseException,
  InvalidParameterException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  PasswordResetRequiredException,
  TooManyFailedAttemptsException,
  TooManyRequestsException,
  UnexpectedLambdaException,
  UserLambdaValidationException,
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

/** The pool shuts a login for seconds after many failures; a right password is then asked to wait, not called wrong. */
const SHUT_WAIT_SECONDS = 30;
const isShut = (error: unknown): boolean =>
  error instanceof NotAuthorizedException && error.message === 'Password attempts exceeded';

/** Like `refuse`, for a caller who is known to have this login: they may know that the pool has shut it for a while. */
export const refuseShut =
  (stranger: ProblemCode) =>
  async (error: unknown): Promise<never> => {
    if (isShut(error)) throw new Problem('request.too_many', { retryAfterSeconds: SHUT_WAIT_SECONDS, cause: error });
    throw refusalOf(error, stranger);
  };

/** Nothing is wrong: whom the pool sends no code to, or not so often. */
const withoutMail = [
  UserNotFoundException,
  NotAuthorizedException,
  UserNotConfirmedException,
  InvalidParameterException,
  LimitExceededException,
  TooManyFailedAttemptsException,
];
/** A code was made and could not be sent. */
const mailTrouble = [
  CodeDeliveryFailureException,
  InvalidEmailRoleAccessPolicyException,
  InvalidLambdaResponseException,
  UnexpectedLambdaException,
  UserLambdaValidationException,
];

/**
 * Why no code went out, where saying so would tell that an address is known or how its login stands; undefined for what
 * could happen to anybody.
 */
export function silenceOf(error: unknown): 'not for them' | 'mail trouble' | undefined {
  if (withoutMail.some((kind) => error instanceof kind)) return 'not for them';
  return mailTrouble.some((kind) => error instanceof kind) ? 'mail trouble' : undefined;
}

/** For a code from a mail: that the pool counts somebody's wrong codes would tell that it knows them. */
export async function refuseReset(error: unknown): Promise<never> {
  const counted = [LimitExceededException, TooManyFailedAttemptsException, UserLambdaValidationException];
  if (counted.some((kind) => error instanceof kind)) throw new Problem('auth.code_wrong', { cause: error });
  throw refusalOf(error, 'auth.code_wrong');
}
