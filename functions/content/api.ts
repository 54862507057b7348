import { api } from '#runtime/api.ts';
import { content } from '#shared/content/contract.ts';
import { checkContent } from './check-content.ts';

export const handler = api(content, {
  check: ({ body }) => checkContent(body),
});
