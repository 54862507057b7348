import { CircleCheck, CircleSlash, Clock, Ellipsis, MailWarning, Send, UserCog, UserMinus } from 'lucide-react';
import type { Member } from '#shared/clients/contract.ts';
import { now } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay, useMe } from '../../lib/me.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { type MemberStanding, memberStanding } from './invitation-state.ts';
import { roleTexts } from './role-field.tsx';
import { strings } from './team-strings.ts';
import { useResend } from './use-resend.ts';

const looks = {
  active: { tone: 'ok', Icon: CircleCheck },
  suspended: { tone: 'danger', Icon: CircleSlash },
  invited: { tone: 'info', Icon: Clock },
  expired: { tone: 'warn', Icon: MailWarning },
  unsent: { tone: 'warn', Icon: MailWarning },
} as const;

type Props = { member: Member; onRole: () => void; onRemove: () => void };

/** One person of the team: name, address, role, how they stand; for managers what can be done about it. */
export function MemberRow({ member, onRole, onRemove }: Props) {
  const { t } = useText();
  const isMe = useMe()?.userId === member.userId;
  const mayChange = useMay('team:write') && !isMe;
  const resend = useResend(member);
  const standing = memberStanding(member, now());
  const { tone, Icon } = looks[standing];
  const isInvited = member.status === 'invited';
  const icon = 'size-5';
  const items: MenuEntry[] = [
    { id: 'role', label: t(strings.changeRole), icon: <UserCog className={icon} />, onSelect: onRole },
    ...(standing === 'invited'
      ? [{ id: 'resend', label: t(strings.resend), icon: <Send className={icon} />, onSelect: resend.act }]
      : []),
    {
      id: 'remove',
      label: t(isInvited ? strings.withdraw : strings.remove),
      icon: <UserMinus className={icon} />,
      danger: true,
      onSelect: onRemove,
    },
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-4">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-semibold">
          <bdi>{member.name}</bdi> {isMe && <span className="font-normal text-soft">({t(strings.you)})</span>}
        </p>
        <p className="text-sm break-words text-soft">
          <bdi dir="ltr">{member.email}</bdi>
        </p>
        <Why member={member} standing={standing} />
        {mayChange && (standing === 'expired' || standing === 'unsent') && (
          <Button small tone="secondary" busy={resend.busy} onPress={resend.act} className="mt-2">
            {t(strings.resend)}
          </Button>
        )}
      </div>
      <p className="min-w-16 sm:w-20">{t(roleTexts[member.role].name)}</p>
      <p className="sm:w-44">
        <Badge tone={tone} icon={<Icon aria-hidden="true" className="size-4" />}>
          {t(strings[standing])}
        </Badge>
      </p>
      <div className="ms-auto sm:w-11">
        {mayChange && (
          <Menu
            label={t(strings.acts, { name: member.name })}
            trigger={
              <IconButton label={t(strings.acts, { name: member.name })}>
                <Ellipsis aria-hidden="true" className="size-5" />
              </IconButton>
            }
            items={items}
          />
        )}
      </div>
    </li>
  );
}

/** What there is to know of an invitation. */
function Why({ member, standing }: { member: Member; standing: MemberStanding }) {
  const { t } = useText();
  const format = useFormat();
  const { invitation } = member;
  const text = () => {
    if (standing === 'unsent') return t(strings.unsentWhy);
    if (!invitation) return undefined;
    const until = format.date(invitation.expiresAt);
    if (standing === 'expired') return t(strings.expiredWhy, { until });
    return t(strings.invitedWhy, { when: format.relative(invitation.sentAt, now()), until });
  };
  const said = text();
  return said ? <p className="mt-1 text-sm text-soft">{said}</p> : null;
}
