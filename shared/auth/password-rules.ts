/** What the user pool demands of a password; the infrastructure builds the pool with the same length. */
export const PASSWORD_MIN = 12;

/** Letters and digits of basic Latin only, and Cognito's own list of symbols: an Arabic letter counts as neither. */
const needed = [/[A-Z]/, /[a-z]/, /[0-9]/, /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/];

/** Whether the user pool takes a password. A space at either end is none that it takes. */
export const isStrongPassword = (password: string): boolean =>
  password.length >= PASSWORD_MIN &&
  password.trim() === password &&
  needed.every((characters) => characters.test(password));
