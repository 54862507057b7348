import fc from 'fast-check';
import { idOf, type Keys } from '#test/functions/runtime/key-parts.ts';

export const keys: Keys = {
  fields: { subjectId: fc.oneof(idOf('post'), idOf('account'), idOf('client'), idOf('media')) },
};
