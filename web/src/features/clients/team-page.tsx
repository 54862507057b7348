import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Member } from '#shared/clients/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { teamQuery } from './queries.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';
import { strings } from './team-strings.ts';

/** Who works for the business: everybody sees it, managers change it. */
export function TeamPage() {
  const { t } = useText();
  const mayChange = useMay('team:write');
  const [inviting, setInviting] = useState(false);
  const { data } = useQuery(teamQuery);
  const invite = mayChange && (
    <Button icon={<UserPlus aria-hidden="true" className="size-5" />} onPress={() => setInviting(true)}>
      {t(strings.invite)}
    </Button>
  );
  return (
    <Page
      title={t(strings.title)}
      beside={data && t(strings.count, { count: data.length })}
      actions={data && data.length > 1 && invite}
    >
      <Team invite={invite} />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

type Asked = { about: 'role' | 'removal'; member: Member };

function Team({ invite }: { invite: React.ReactNode }) {
  const { t } = useText();
  const team = useQuery(teamQuery);
  const [asked, setAsked] = useState<Asked>();
  if (team.isPending) return <LoadingRows />;
  if (team.isError && !team.data)
    return <ErrorState error={team.error} onRetry={() => void team.refetch()} busy={team.isFetching} />;
  const close = () => setAsked(undefined);
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {team.data.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            onRole={() => setAsked({ about: 'role', member })}
            onRemove={() => setAsked({ about: 'removal', member })}
          />
        ))}
      </ul>
      {invite && team.data.length === 1 && (
        <EmptyState icon={<UserPlus className="size-7" />} title={t(strings.aloneTitle)} action={invite}>
          {t(strings.aloneWhy)}
        </EmptyState>
      )}
      {asked?.about === 'role' && <RoleDialog member={asked.member} onClose={close} />}
      {asked?.about === 'removal' && <RemoveDialog member={asked.member} onClose={close} />}
    </>
  );
}
