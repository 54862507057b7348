import { useId } from 'react';
import { type TeamRole, teamRoles } from '#shared/contract/permission.ts';
import { useText } from '../../lib/i18n.ts';
import { strings } from './team-strings.ts';

export const roleTexts = {
  manager: { name: strings.manager, may: strings.managerMay },
  editor: { name: strings.editor, may: strings.editorMay },
  viewer: { name: strings.viewer, may: strings.viewerMay },
} as const;

/** One of the team's roles, each with what it may do. The browser's own radio buttons: arrow keys choose. */
export function RoleField({ value, onChange }: { value: TeamRole; onChange: (role: TeamRole) => void }) {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t(strings.role)}</legend>
      {teamRoles.map((role) => (
        <label
          key={role}
          className="flex min-h-11 cursor-pointer items-start gap-3 rounded-xl border border-line p-3 has-checked:border-brand has-checked:bg-brand-wash"
        >
          <input
            type="radio"
            name={name}
            value={role}
            checked={value === role}
            onChange={() => onChange(role)}
            className="mt-1 size-5 shrink-0 accent-brand"
          />
          <span>
            <span className="block font-semibold">{t(roleTexts[role].name)}</span>
            <span className="block text-sm text-soft">{t(roleTexts[role].may)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
