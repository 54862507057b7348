import { problems as core } from '#shared/contract/core.ts';
import { ApiProblem, NetworkError } from './api-problem.ts';
import { type Format, useFormat } from './format.ts';
import { defineStrings, type Translate, useText } from './i18n.ts';

export const strings = defineStrings({
  offline: {
    ar: 'لم يصل رد من الخادم. تحقّق من اتصالك بالإنترنت وأعد المحاولة.',
    en: 'No answer came from the server. Check your internet connection and try again.',
  },
  wait: { ar: 'محاولات كثيرة. أعد المحاولة بعد {wait}.', en: 'Too many attempts. Try again in {wait}.' },
});

/** One sentence for whatever went wrong, in the language of `t`. */
export function explain(error: unknown, t: Translate, format: Format): string {
  if (error instanceof NetworkError) return t(strings.offline);
  if (!(error instanceof ApiProblem)) return t(core['internal.unexpected']);
  if (error.code === 'request.too_many' && error.retryAfter)
    return t(strings.wait, { wait: format.duration(error.retryAfter) });
  return t(error.sentence);
}

/** `explain` for the language of the page. */
export function useExplain(): (error: unknown) => string {
  const { t } = useText();
  const format = useFormat();
  return (error) => explain(error, t, format);
}
