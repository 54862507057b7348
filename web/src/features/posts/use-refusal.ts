import { NetworkError } from '../../lib/api-problem.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { changedBy } from './changed-by.ts';
import { strings } from './strings.ts';

/** Why an act on a post was not done, in a sentence. A colleague is named when it was one. */
export function useRefusal(): (error: unknown) => string {
  const { t } = useText();
  const explain = useExplain();
  return (error) => {
    if (error instanceof NetworkError) return t(strings.networkLost);
    const by = changedBy(error);
    if (by?.kind === 'colleague') return t(strings.changedByColleague, { name: by.name });
    return by?.kind === 'you' ? t(strings.changedByYou) : explain(error);
  };
}
