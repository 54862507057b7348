import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { posts } from '#shared/posts/contract.ts';
import type { Template } from '#shared/templates/contract.ts';
import { apiOf } from '../../lib/api.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Caption } from '../../ui/caption.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { filledText, offeredLanguages, type PostLanguage, variablesFor } from './filled-text.ts';
import { fillStrings } from './strings.ts';
import { ValueField } from './value-field.tsx';
import { variableLabel } from './variable-label.ts';

const postsApi = apiOf(posts);
const languageNames = { ar: fillStrings.arabic, en: fillStrings.english, both: fillStrings.both } as const;

/** Asks for what a template lacks, shows the text as it grows, and opens it as a draft in the composer. */
export function FillDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t, language: own } = useText();
  const explain = useExplain();
  const format = useFormat();
  const navigate = useNavigate();
  const form = useId();
  const [attempt] = useState(createAttempt);
  const offered = offeredLanguages(template);
  const [language, setLanguage] = useState<PostLanguage>(offered.find((one) => one === own) ?? offered[0] ?? own);
  const [values, setValues] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState(false);
  const filled = filledText(template, language, values);
  const lacking = 'lacking' in filled ? filled.lacking : [];
  const open = useMutation({
    mutationFn: (caption: string) => {
      const input = { body: { caption, mediaIds: [], accountIds: [] } };
      return attempt(input, (options) => postsApi.create(input, options));
    },
    onSuccess: ({ postId }) => void navigate({ to: '/compose', search: { postId } }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if ('text' in filled && !open.isPending) open.mutate(filled.text);
  };
  const errorOf = (name: string) => {
    const why = lacking.find((field) => field.name === name)?.why;
    return why && (checked || why === 'unfit') ? t(fillStrings[why]) : undefined;
  };
  const act = (
    <Button type="submit" form={form} busy={open.isPending}>
      {t(fillStrings.act)}
    </Button>
  );
  return (
    <Dialog title={template.name} isOpen onClose={onClose} actions={act}>
      <Form id={form} onSubmit={submit} className="flex flex-col gap-4 pb-2">
        {offered.length > 1 && (
          <Segmented
            label={t(fillStrings.language)}
            options={offered.map((key) => ({ key, text: t(languageNames[key]) }))}
            value={language}
            onChange={setLanguage}
          />
        )}
        {variablesFor(template, language).map((variable) => (
          <ValueField
            key={variable.name}
            variable={variable}
            value={values[variable.name] ?? ''}
            onChange={(value) => setValues((known) => ({ ...known, [variable.name]: value }))}
            error={errorOf(variable.name)}
          />
        ))}
        <section aria-label={t(fillStrings.preview)} className="rounded-xl bg-canvas p-4">
          <p className="mb-2 text-sm text-soft">{t(fillStrings.preview)}</p>
          {'text' in filled ? (
            <Caption text={filled.text} />
          ) : (
            <p>{t(fillStrings.lacking, { names: format.list(lacking.map(({ name }) => variableLabel(t, name))) })}</p>
          )}
        </section>
        {open.error && (
          <Banner tone="danger" live>
            {explain(open.error)}
          </Banner>
        )}
      </Form>
    </Dialog>
  );
}
