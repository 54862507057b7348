import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import type { NewMember } from '#shared/auth/contract.ts';
import { email as emailAddress, type Language } from '#shared/contract/text.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { clientsApi, teamQuery } from './queries.ts';
import { RoleField } from './role-field.tsx';
import { inviteDialog, strings } from './team-strings.ts';

const address = emailAddress();

/** Asks for a person's name, address, role and language, and invites them. What was typed stays when it fails. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const form = useId();
  const [attempt] = useState(createAttempt);
  const [person, setPerson] = useState<NewMember>({ name: '', email: '', role: 'editor', language });
  const [checked, setChecked] = useState(false);
  const change = (part: Partial<NewMember>) => setPerson((known) => ({ ...known, ...part }));
  const nameMissing = person.name.trim() === '';
  const emailWrong = !address.safeParse(person.email).success;
  const invite = useMutation({
    mutationFn: () => {
      const input = { body: { ...person, name: person.name.trim() } };
      return attempt(input, (options) => clientsApi.addMember(input, options));
    },
    onSuccess: ({ email }) => {
      onClose();
      toast({ text: t(strings.inviteDone, { email }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: teamQuery.queryKey }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!nameMissing && !emailWrong && !invite.isPending) invite.mutate();
  };
  const languages: { key: Language; text: string }[] = [
    { key: 'ar', text: t(strings.arabic) },
    { key: 'en', text: t(strings.english) },
  ];
  // Below the form, so that it stays in sight on a phone.
  const send = (
    <Button type="submit" form={form} busy={invite.isPending}>
      {t(inviteDialog.act)}
    </Button>
  );
  return (
    <Dialog title={t(inviteDialog.title)} isOpen onClose={onClose} actions={send}>
      <Form id={form} onSubmit={submit} className="flex flex-col gap-4 pb-2">
        <p className="text-soft">{t(inviteDialog.text)}</p>
        <TextField
          label={t(strings.name)}
          value={person.name}
          onChange={(name) => change({ name })}
          maxLength={80}
          autoComplete="off"
          error={checked && nameMissing ? t(strings.nameMissing) : undefined}
        />
        <TextField
          latin
          type="email"
          inputMode="email"
          label={t(strings.email)}
          value={person.email}
          onChange={(email) => change({ email })}
          autoComplete="off"
          error={checked && emailWrong ? t(strings.emailWrong) : undefined}
        />
        <RoleField value={person.role} onChange={(role) => change({ role })} />
        <Select
          label={t(strings.language)}
          options={languages}
          value={person.language}
          onChange={(chosen) => change({ language: chosen })}
        />
        {invite.error && (
          <Banner tone="danger" live>
            {explain(invite.error)}
          </Banner>
        )}
      </Form>
    </Dialog>
  );
}
