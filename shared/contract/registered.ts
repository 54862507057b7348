import { everyPart } from '../features.ts';
import type { Feature } from './registration.ts';

type Part = (typeof everyPart)[keyof typeof everyPart];
type Said<K extends keyof Feature> = Part extends infer P
  ? P extends Readonly<Record<K, infer T>>
    ? T
    : never
  : never;
type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** What all features say under one name, as one object whose keys are known to the compiler. */
export type Registered<K extends keyof Feature> = { readonly [N in keyof All<Said<K>>]: All<Said<K>>[N] };

/** Puts together what all features say. A test holds that no two say the same. */
export function registered<K extends keyof Feature>(name: K): Registered<K> {
  const said: readonly Feature[] = Object.values(everyPart);
  return Object.assign({}, ...said.map((part) => part[name]));
}
