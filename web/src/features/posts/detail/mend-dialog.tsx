import { useState } from 'react';
import { breachesOf } from '#shared/platforms/check.ts';
import type { Post, TargetView } from '#shared/posts/contract.ts';
import { contentFor } from '#shared/posts/variant.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { BreachList } from '../composer/breach-list.tsx';
import { Counters } from '../composer/counters.tsx';
import { limitsOf } from '../composer/limits.ts';
import { strings as composerStrings } from '../composer/strings.ts';
import { showsText, VariantOptions } from '../composer/variant-fields.tsx';
import { variantStrings } from '../composer/variant-strings.ts';
import type { usePostActs } from '../use-post-acts.ts';
import { strings } from './strings.ts';

type Props = { post: Post; target: TargetView; acts: ReturnType<typeof usePostActs>; onClose: () => void };

/** Corrects what one account refused and sends it again there, and only there. */
export function MendDialog({ post, target, acts, onClose }: Props) {
  const { t } = useText();
  const { accountId, kind, platform, targetId, username } = target;
  const [said, setSaid] = useState(() => contentFor(post, accountId));
  const account = `@${username}`;
  const breaches = breachesOf({ ...said, kind, media: post.media }, platform).map((breach) => ({
    ...breach,
    usernames: [],
  }));
  const send = async () => {
    const { caption, options } = said;
    const act = { kind: 'retry', targetId, variant: { caption, options } } as const;
    if (await acts.run(act, t(strings.retried))) onClose();
  };
  return (
    <Dialog
      title={t(variantStrings.mendTitle, { account })}
      isOpen
      onClose={onClose}
      actions={
        <Button busy={acts.busy === 'retry'} onPress={() => breaches.length === 0 && void send()}>
          {t(variantStrings.send)}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-soft">{t(variantStrings.mendHint)}</p>
        {showsText(platform, kind) && (
          <>
            <TextArea
              label={t(variantStrings.text, { account })}
              value={said.caption}
              onChange={(caption) => setSaid({ ...said, caption })}
            />
            <Counters
              label={t(composerStrings.limits)}
              limits={limitsOf({ caption: said.caption, images: post.media }, [{ accountId, platform, username }])}
            />
          </>
        )}
        <VariantOptions
          account={target}
          kind={kind}
          answers={said.options}
          onAnswer={(options) => setSaid({ ...said, options })}
        />
        <BreachList breaches={breaches} />
      </div>
    </Dialog>
  );
}
