import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useMay, useMe } from '../../lib/me.ts';
import { isTaken, singleKeysOn } from '../../lib/single-keys.ts';

/** The question mark has another place and another shape on an Arabic keyboard. */
const QUESTION_MARKS: readonly string[] = ['?', '؟'];

/** Keys that work on every page: N for a new post (by key position, so that an Arabic layout works alike), ? for help. */
export function useShellKeys(onHelp: () => void): void {
  const navigate = useNavigate();
  const mayWrite = useMay('posts:write');
  const isBusiness = useMe()?.client !== undefined;
  const writes = mayWrite && isBusiness;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!singleKeysOn.get() || isTaken(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (QUESTION_MARKS.includes(event.key)) onHelp();
      else if (event.code === 'KeyN' && !event.shiftKey && writes) void navigate({ to: '/compose' });
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [navigate, onHelp, writes]);
}
