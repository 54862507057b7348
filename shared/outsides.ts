import { aladhan } from './calendar/aladhan.ts';
import type { Outside } from './contract/outside.ts';
import { myfatoorah } from './payments/myfatoorah.ts';

/** Every service of the outside world that is no network. One that is not listed here does not exist. */
export const outsides: readonly Outside[] = [aladhan, myfatoorah];
