import { email } from '#shared/contract/text.ts';
import { ApiProblem } from '../../lib/api-problem.ts';

const address = email();

/** Whether the contract would take this as an e-mail address. */
export const isEmail = (value: string): boolean => address.safeParse(value).success;

export const isCode = (value: string): boolean => /^\d{6}$/.test(value);

/** Whether the server objected to this field of the body. */
export const objectsTo = (error: unknown, field: string): boolean =>
  error instanceof ApiProblem && error.details.some(({ path }) => path.endsWith(field));
