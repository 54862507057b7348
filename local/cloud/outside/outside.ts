import type { Ground } from '../aws/service.ts';
import type { Sandbox, SandboxHooks } from './sandbox.ts';

/** Base URLs of what an application names by variables of its own. */
export type Places = {
  web: string;
  media: string;
  /** The outside world, by the names of its stand-ins. */
  sandboxes: Readonly<Record<string, string>>;
};

/** What an application hands over beside its templates: the world around it, of which the cloud knows nothing. */
export type Outside = {
  /** The stand-ins of the outside world, in the order of their ports. */
  sandboxes: Readonly<Record<string, (ground: Ground, port: number, hooks: SandboxHooks) => Promise<Sandbox>>>;
  /**
   * The laptop's address for each variable that holds an outside one. Wherever the template mentions that outside
   * address (a CORS rule, a Content-Security-Policy), it is replaced too.
   */
  addresses(places: Places): Readonly<Record<string, string>>;
  /** What an operator would fill in after the first deployment: the values of secrets, by logical id. */
  secrets: Readonly<Record<string, string>>;
};

/** An application that talks to nobody. */
export const nobodyOutside: Outside = { sandboxes: {}, addresses: () => ({}), secrets: {} };
