/**
 * All that the product knows of a service of the outside world that is no social network (payments, bot, prayer times),
 * said once: variables, settings of a stage, the secret and the stand-in are derived from it. Its name is lower-case
 * letters only, because it becomes part of variables and logical ids.
 */
export type Outside = {
  readonly name: string;
  /** Where it lives, by the name that its client uses. A stage may set other addresses. */
  readonly hosts: Readonly<Record<string, string>>;
  /** The fields of its secret, filled in by the operator; empty for a service that asks for none. */
  readonly secret: readonly string[];
};

/**
 * Declares a service of the outside world. `shared/outsides.ts` names it, `outsideHost` and `outsideSecret` in functions
 * read where it is and what it gave us, and `data.outside.bind(fn, service)` grants both.
 *
 * @example export const aladhan = outside({ name: 'aladhan', hosts: { api: 'https://api.aladhan.com' }, secret: [] });
 */
export const outside = <const O extends Outside>(service: O): O => service;
