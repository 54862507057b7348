import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountPosts, SocialAccount } from '#shared/social/contract.ts';
import { createAttempt } from '../../lib/attempt.ts';
import { useExplain } from '../../lib/explain.ts';
import { useText } from '../../lib/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { accountPostsQuery, socialApi } from './queries.ts';
import { strings } from './strings.ts';

/** What waits for an account to be connected again; once it is, one button that lets all of it go on. */
export function WaitingPosts({ account: { accountId, obstacle } }: { account: SocialAccount }) {
  const { t } = useText();
  const explain = useExplain();
  const queries = useQueryClient();
  const [attempt] = useState(() => createAttempt());
  const { data } = useQuery(accountPostsQuery(accountId));
  const resume = useMutation({
    mutationFn: () => attempt({ accountId }, (options) => socialApi.resume({ params: { accountId } }, options)),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['posts'] }),
        queries.invalidateQueries({ queryKey: accountPostsQuery(accountId).queryKey }),
      ]),
  });
  const waiting = data ? data.stopped + data.failed : 0;
  if (obstacle) {
    const count = waiting + (data?.planned ?? 0);
    return count > 0 ? <p className="font-medium text-danger">{t(strings.waitsForAccount, { count })}</p> : null;
  }
  if (resume.data) {
    const { planned, sending, left } = resume.data;
    return (
      <Banner tone={left > 0 ? 'warn' : 'ok'} live>
        {planned > 0 && <p>{t(strings.resumedPlanned, { count: planned })}</p>}
        {sending > 0 && <p>{t(strings.resumedNow, { count: sending })}</p>}
        {left > 0 && <p>{t(strings.resumedLeft, { count: left })}</p>}
      </Banner>
    );
  }
  if (!data || waiting === 0) return null;
  return (
    <Banner
      tone="warn"
      title={t(strings.waitingTitle, { count: waiting })}
      action={
        <Button small onPress={() => resume.mutate()} busy={resume.isPending}>
          {t(strings.letGo, { count: waiting })}
        </Button>
      }
    >
      <WhatHappens {...data} />
      {resume.error && (
        <p role="alert" className="mt-2 font-medium text-danger">
          {explain(resume.error)}
        </p>
      )}
    </Banner>
  );
}

function WhatHappens({ stopped, failed }: AccountPosts) {
  const { t } = useText();
  return (
    <>
      {stopped > 0 && <p>{t(strings.goesAtItsTime, { count: stopped })}</p>}
      {failed > 0 && <p>{t(strings.goesNow, { count: failed })}</p>}
    </>
  );
}
