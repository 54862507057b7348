import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { templateFaultOf } from '#shared/templates/check.ts';
import { categories, type NewTemplate, type Template } from '#shared/templates/contract.ts';
import type { Variable } from '#shared/templates/variable.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { describedVariables } from './described-variables.ts';
import { EditorPreview } from './editor-preview.tsx';
import { templatesApi, templatesQuery } from './queries.ts';
import { categoryStrings, editorStrings, strings } from './strings.ts';
import { VariableFields } from './variable-fields.tsx';
import { WordsField } from './words-field.tsx';

const blank: NewTemplate = { name: '', category: 'offer', ar: '', en: '', variables: [] };

/** Writes a new template or changes one, both texts side by side, with what it will look like below. */
export function EditorDialog({ template, onClose }: { template?: Template; onClose: () => void }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const form = useId();
  const [attempt] = useState(createAttempt);
  const [words, setWords] = useState<NewTemplate>(template ?? blank);
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<NewTemplate>) =>
    setWords((known) => {
      const next = { ...known, ...part };
      return { ...next, variables: describedVariables(next.ar, next.en, next.variables) };
    });
  const name = words.name.trim();
  const save = useMutation({
    mutationFn: () => {
      const { category, ar, en } = words;
      const body = { name, category, ar, en, variables: words.variables.map(withoutBlankChoices) };
      if (!template) return attempt(body, (options) => templatesApi.create({ body }, options));
      const { templateId, revision } = template;
      return templatesApi.change({ params: { templateId }, body: { ...body, revision } });
    },
    onSuccess: (saved) => {
      onClose();
      toast({ text: t(strings.saved, { name: saved.name }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name !== '' && !templateFaultOf(words) && !save.isPending) save.mutate();
  };
  // Below the form, so that it stays in sight on a phone.
  const act = (
    <Button type="submit" form={form} busy={save.isPending}>
      {t(editorStrings.save)}
    </Button>
  );
  return (
    <Dialog
      title={t(template ? editorStrings.changeTitle : editorStrings.newTitle)}
      isOpen
      onClose={onClose}
      actions={act}
    >
      <Form id={form} onSubmit={submit} className="flex flex-col gap-4 pb-2">
        <TextField
          label={t(editorStrings.name)}
          value={words.name}
          onChange={(typed) => change({ name: typed })}
          maxLength={80}
          autoComplete="off"
          error={checked && name === '' ? t(editorStrings.nameMissing) : undefined}
        />
        <Select
          label={t(editorStrings.category)}
          options={categories.map((key) => ({ key, text: t(categoryStrings[key]) }))}
          value={words.category}
          onChange={(category) => change({ category })}
        />
        <WordsField label={t(editorStrings.arabicText)} value={words.ar} onChange={(ar) => change({ ar })} />
        <WordsField label={t(editorStrings.englishText)} value={words.en} onChange={(en) => change({ en })} />
        <VariableFields variables={words.variables} onChange={(variables) => change({ variables })} />
        <EditorPreview words={words} strict={checked} />
        {save.error && (
          <Banner tone="danger" live>
            {explain(save.error)}
          </Banner>
        )}
      </Form>
    </Dialog>
  );
}

/** Blank lines stay while somebody writes, and are no choices. */
const withoutBlankChoices = ({ choices, ...variable }: Variable): Variable =>
  choices ? { ...variable, choices: choices.map((one) => one.trim()).filter(Boolean) } : variable;
