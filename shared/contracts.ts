import type { Components } from './contract/openapi-names.ts';
import type { Contract } from './contract/route.ts';
import { features } from './features.ts';

type Said = Readonly<Record<string, unknown>> & { readonly components?: Components };

/** What the contract file of every feature exports. Only tests and the build read all of them; no bundle does. */
const files: readonly Said[] = await Promise.all(Object.keys(features).map((name) => import(`./${name}/contract.ts`)));

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'feature' in value && 'routes' in value;

/** Every contract of the product, by the name of its feature. */
export const contracts: readonly Contract[] = files.flatMap((file) => Object.values(file).filter(isContract));

/** Every schema that the OpenAPI document names. A test holds that no two features give the same name. */
export const components: Components = Object.assign({}, ...files.map((file) => file.components ?? {}));
