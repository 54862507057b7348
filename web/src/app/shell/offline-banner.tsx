import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { connected, followDevice } from '../../lib/connection.ts';
import { defineStrings, useText } from '../../lib/i18n.ts';
import { useStore } from '../../lib/store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

export const strings = defineStrings({
  title: { ar: 'لا يوجد اتصال الآن', en: 'There is no connection now' },
  what: {
    ar: 'قد يكون ما تراه قديمًا. ما تكتبه في منشور يُحفظ على هذا الجهاز، والمنشورات المجدولة تُنشر في موعدها.',
    en: 'What you see may be old. What you write in a post is kept on this device, and scheduled posts still go out on time.',
  },
  retry: { ar: 'إعادة المحاولة', en: 'Try again' },
});

/** Says that nothing gets through, for as long as nothing does. */
export function OfflineBanner() {
  const { t } = useText();
  const queries = useQueryClient();
  useEffect(followDevice, []);
  const retry = (
    <Button tone="secondary" small onPress={() => void queries.refetchQueries({ type: 'active' })}>
      {t(strings.retry)}
    </Button>
  );
  return (
    <div role="status">
      {!useStore(connected) && (
        <div className="mx-auto w-full max-w-6xl px-3 pt-3 sm:px-6">
          <Banner tone="info" title={t(strings.title)} action={retry}>
            {t(strings.what)}
          </Banner>
        </div>
      )}
    </div>
  );
}
