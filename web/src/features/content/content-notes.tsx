import { CircleAlert, Eye, Info } from 'lucide-react';
import { captionLine } from '#shared/platforms/caption.ts';
import { useText } from '../../lib/i18n.ts';
import { markedWords } from './marked-words.ts';
import { ruleNames, ruleSteps, strings } from './strings.ts';
import { useRested } from './use-rested.ts';

const looks = {
  block: { Icon: CircleAlert, className: 'text-danger', text: strings.blocked },
  review: { Icon: Eye, className: 'text-warn', text: strings.reviewed },
  advise: { Icon: Info, className: 'text-soft', text: strings.advised },
} as const;

/** The words of a text that the rules are about, each with its rule and what to do. Said when it appears. */
export function ContentNotes({ text }: { text: string }) {
  const { t } = useText();
  const marked = markedWords(useRested(text));
  return (
    <ul aria-live="polite" aria-label={t(strings.notes)} className="flex flex-col gap-1 text-sm empty:hidden">
      {marked.map(({ rule, action, words }) => {
        const { Icon, className, text: sentence } = looks[action];
        const step = action === 'block' && rule === 'MEDICAL_AD' ? strings.noMedicalPrice : ruleSteps[rule];
        return (
          <li key={`${rule}/${action}`} className={`flex gap-2 ${className}`}>
            <Icon aria-hidden="true" className="mt-1 size-4 shrink-0" />
            <span className="min-w-0 break-words">
              {t(sentence, { words: words.map(captionLine).join(' · '), rule: t(ruleNames[rule]) })} {t(step)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
