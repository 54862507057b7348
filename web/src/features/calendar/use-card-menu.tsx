import { useNavigate } from '@tanstack/react-router';
import { CalendarClock, ExternalLink, SquarePen } from 'lucide-react';
import type { PostSummary } from '#shared/posts/contract.ts';
import { useText } from '../../lib/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { isEditable } from '../posts/post-rules.ts';
import { strings } from '../posts/strings.ts';
import { whyNotMovable } from './move-rules.ts';

/** What can be done with a post from its card. Acts that would be refused are not offered. */
export function useCardMenu(post: PostSummary, mayWrite: boolean, onMove: (post: PostSummary) => void): MenuEntry[] {
  const { t } = useText();
  const navigate = useNavigate();
  const { postId } = post;
  const entries: MenuEntry[] = [
    {
      id: 'open',
      label: t(strings.open),
      icon: <ExternalLink aria-hidden="true" className="flip-rtl size-5" />,
      onSelect: () => void navigate({ to: '/posts/$postId', params: { postId } }),
    },
  ];
  if (!mayWrite) return entries;
  if (isEditable(post))
    entries.push({
      id: 'edit',
      label: t(strings.edit),
      icon: <SquarePen aria-hidden="true" className="size-5" />,
      onSelect: () => void navigate({ to: '/compose', search: { postId } }),
    });
  if (post.state !== 'draft' && whyNotMovable(post) === undefined)
    entries.push({
      id: 'move',
      label: t(strings.move),
      icon: <CalendarClock aria-hidden="true" className="size-5" />,
      onSelect: () => onMove(post),
    });
  return entries;
}
