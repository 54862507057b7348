import { composingOf } from '#shared/platforms/composing.ts';
import { kindOf, networkOf } from '#shared/platforms/platform.ts';
import type { Variant } from '#shared/posts/variant.ts';
import { useText } from '../../../lib/i18n.ts';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { Counters } from './counters.tsx';
import { type ComposerAccount, limitsOf } from './limits.ts';
import { strings } from './strings.ts';
import { showsText, VariantKind, VariantOptions } from './variant-fields.tsx';
import { variantStrings } from './variant-strings.ts';

type Props = {
  caption: string;
  images: readonly unknown[];
  accounts: readonly ComposerAccount[];
  variants: readonly Variant[];
  onVary: (accountId: string, change: Omit<Variant, 'accountId'>) => void;
};

/** What single accounts get instead of the text for all, and what only their networks ask. */
export function Variants({ accounts, ...post }: Props) {
  const { t } = useText();
  return (
    <section aria-label={t(variantStrings.title)} className="flex flex-col gap-3">
      <h2 className="font-medium">{t(variantStrings.title)}</h2>
      {accounts.map((account) => (
        <OneAccount key={account.accountId} account={account} {...post} />
      ))}
    </section>
  );
}

function OneAccount({
  account,
  caption,
  images,
  variants,
  onVary,
}: Omit<Props, 'accounts'> & { account: ComposerAccount }) {
  const { t } = useText();
  const { accountId, platform, username } = account;
  const network = networkOf(platform);
  const composer = composingOf(platform);
  const { caption: own, kind: asked, options = {} } = variants.find((one) => one.accountId === accountId) ?? {};
  const kind = kindOf(platform, images, asked);
  const said = own ?? caption;
  const vary = (change: Omit<Variant, 'accountId'>) => onVary(accountId, change);
  const hasText = showsText(platform, kind);
  const price = composer.prices && (composer.counting.links?.(said).length ?? 0) > 0 ? composer.prices : undefined;
  const usd = (thousandths: number) => (thousandths / 1000).toString();
  return (
    <div className="flex flex-col gap-3 rounded-xl border border-line p-3">
      <p className="flex items-center gap-2 font-medium">
        <PlatformIcon platform={platform} className="size-5 shrink-0" />
        <span className="sr-only">{t(network.names)}</span>
        <bdi dir="ltr" className="truncate">
          @{username}
        </bdi>
      </p>
      <VariantKind platform={platform} kind={asked} onKind={(next) => vary({ kind: next })} />
      {hasText ? (
        <label className="flex min-h-11 items-center gap-2">
          <input
            type="checkbox"
            checked={own !== undefined}
            onChange={({ target }) => vary({ caption: target.checked ? caption : undefined })}
            className="size-5 shrink-0 accent-brand"
          />
          {t(variantStrings.own)}
        </label>
      ) : (
        <p className="text-sm text-soft">{t(strings.textless)}</p>
      )}
      {hasText && own !== undefined && (
        <>
          <TextArea
            label={t(variantStrings.text, { account: `@${username}` })}
            value={own}
            onChange={(next) => vary({ caption: next })}
          />
          <Counters label={t(strings.limits)} limits={limitsOf({ caption: own, images }, [account])} />
        </>
      )}
      {composer.counting.parts && <p className="text-sm text-soft">{t(variantStrings.threadHint)}</p>}
      {price && (
        <p className="text-sm text-warn">
          {t(variantStrings.linkPrice, {
            ...{ price: usd(price.postWithLink), plain: usd(price.post), date: price.asOf },
            network: t(network.names),
          })}
        </p>
      )}
      <VariantOptions
        account={account}
        kind={kind}
        answers={options}
        onAnswer={(answers) => vary({ options: answers })}
      />
    </div>
  );
}
