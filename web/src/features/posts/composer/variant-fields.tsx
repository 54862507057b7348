import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { composingOf, optionsOf } from '#shared/platforms/composing.ts';
import type { Answers, OptionRules } from '#shared/platforms/network.ts';
import { type ContentKind, networkOf, type Platform, rulesOf } from '#shared/platforms/platform.ts';
import { useText } from '../../../lib/i18n.ts';
import { offerQuery } from '../../social/queries.ts';
import { variantStrings } from './variant-strings.ts';

type Account = { accountId: string; platform: Platform };
type Props = {
  account: Account;
  kind: ContentKind;
  answers: Answers;
  onAnswer: (answers: Answers) => void;
};

/** What only this account's network asks. Nothing is preselected, and what the account does not offer is greyed. */
export function VariantOptions({ account, kind, answers, onAnswer }: Props) {
  const { t } = useText();
  const network = networkOf(account.platform);
  const composer = composingOf(account.platform);
  const { data: offer, isError } = useQuery({
    ...offerQuery(account.accountId),
    enabled: composer.asksAccount === true && account.accountId !== '',
  });
  const asked = optionsOf(account.platform, kind).filter(({ under }) => under === undefined || answers[under] === 'on');
  if (asked.length === 0) return null;
  const set = (name: string, value: string | undefined) => {
    const { [name]: _, ...others } = answers;
    onAnswer(value === undefined ? others : { ...others, [name]: value });
  };
  const agreements = composer.agreements?.(answers) ?? [];
  const name = t(network.names);
  return (
    <div className="flex flex-col gap-3">
      {offer?.name && <p className="text-sm">{t(variantStrings.asName, { name: offer.name })}</p>}
      {composer.asksAccount && !offer && (
        <p role="status" className="text-sm text-soft">
          {t(isError ? variantStrings.notAsked : variantStrings.asking, { network: name })}
        </p>
      )}
      {asked.map((option) =>
        option.choices ? (
          <Choice
            key={option.name}
            option={option}
            offered={offer?.choices[option.name]}
            value={answers[option.name]}
            onChoose={(value) => set(option.name, value)}
          />
        ) : (
          <Tick
            key={option.name}
            option={option}
            off={offer?.disabled.includes(option.name) === true}
            isOn={answers[option.name] === 'on'}
            onTurn={(isOn) => set(option.name, isOn ? 'on' : undefined)}
          />
        ),
      )}
      {agreements.length > 0 && (
        <p className="text-sm text-soft">
          {t(variantStrings.agree)}{' '}
          {agreements.map(({ label, url }) => (
            <a key={url} href={url} target="_blank" rel="noreferrer" className="me-2 underline">
              {t(label)}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

type ChoiceProps = {
  option: OptionRules;
  offered: readonly string[] | undefined;
  value: string | undefined;
  onChoose: (value: string) => void;
};

function Choice({ option, offered, value, onChoose }: ChoiceProps) {
  const { t } = useText();
  const group = useId();
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t(option.label)}</legend>
      <div className="flex flex-wrap gap-2">
        {option.choices?.map((choice) => (
          <label
            key={choice.value}
            className="inline-flex min-h-11 items-center gap-2 rounded-xl border border-line px-3 has-checked:border-brand has-disabled:opacity-50"
          >
            <input
              type="radio"
              name={group}
              checked={value === choice.value}
              disabled={offered !== undefined && !offered.includes(choice.value)}
              onChange={() => onChoose(choice.value)}
              className="size-5 accent-brand"
            />
            {t(choice.label)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type TickProps = { option: OptionRules; off: boolean; isOn: boolean; onTurn: (isOn: boolean) => void };

function Tick({ option, off, isOn, onTurn }: TickProps) {
  const { t } = useText();
  return (
    <label className="flex min-h-11 items-center gap-2 has-disabled:opacity-50">
      <input
        type="checkbox"
        checked={isOn && !off}
        disabled={off}
        onChange={(event) => onTurn(event.target.checked)}
        className="size-5 shrink-0 accent-brand"
      />
      <span>
        {t(option.label)}
        {off && <span className="text-sm text-soft"> · {t(variantStrings.switchedOff)}</span>}
        {option.hint && isOn && <span className="block text-sm text-soft">{t(option.hint)}</span>}
      </span>
    </label>
  );
}

type KindProps = { platform: Platform; kind: ContentKind | undefined; onKind: (kind: ContentKind | undefined) => void };

/** Other shapes of a post that take the same media; nothing where the network has none. */
export function VariantKind({ platform, kind, onKind }: KindProps) {
  const { t } = useText();
  const label = useId();
  const kinds = Object.entries(networkOf(platform).kinds).filter(([, rules]) => rules.onRequest !== undefined);
  if (kinds.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <label htmlFor={label}>{t(variantStrings.kind)}</label>
      <select
        id={label}
        value={kind ?? ''}
        onChange={({ target }) => onKind(target.value === '' ? undefined : (target.value as ContentKind))}
        className="min-h-11 rounded-xl border border-line bg-surface px-2"
      >
        <option value="">{t(variantStrings.usual)}</option>
        {kinds.map(([name, { onRequest }]) => (
          <option key={name} value={name}>
            {onRequest && t(onRequest)}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Whether anything of a text is shown on a network. */
export const showsText = (platform: Platform, kind: ContentKind): boolean => !rulesOf(platform, kind)?.textless;
