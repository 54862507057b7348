import { templateFaultOf } from '#shared/templates/check.ts';
import type { NewTemplate } from '#shared/templates/contract.ts';
import { fill } from '#shared/templates/fill.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Caption } from '../../ui/caption.tsx';
import { sampleValues } from './sample-values.ts';
import { editorStrings, templateFaultStrings } from './strings.ts';

/** What a template will look like, or why it cannot be filled. `strict` says so of an empty one, too. */
export function EditorPreview({ words, strict }: { words: NewTemplate; strict: boolean }) {
  const { t } = useText();
  const found = templateFaultOf(words);
  if (found?.fault === 'empty' && !strict) return null;
  if (found)
    return (
      <Banner tone="warn" live>
        {t(templateFaultStrings[found.fault])} {found.name && <bdi dir="ltr">{`{${found.name}}`}</bdi>}
      </Banner>
    );
  const values = sampleValues(t, words.variables);
  const texts = (['ar', 'en'] as const).flatMap((language) => {
    const filled = fill(words, language, values);
    return 'text' in filled && filled.text !== '' ? [{ language, text: filled.text }] : [];
  });
  return (
    <section aria-label={t(editorStrings.preview)} className="flex flex-col gap-3 rounded-xl bg-canvas p-4">
      <p className="text-sm text-soft">{t(editorStrings.preview)}</p>
      {texts.map(({ language, text }) => (
        <Caption key={language} text={text} />
      ))}
    </section>
  );
}
