import { useInfiniteQuery } from '@tanstack/react-query';
import { LayoutTemplate, Library, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Template } from '#shared/templates/contract.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { EditorDialog } from './editor-dialog.tsx';
import { FillDialog } from './fill-dialog.tsx';
import { TemplateLibraryDialog } from './library-dialog.tsx';
import { templatesQuery } from './queries.ts';
import { RemoveTemplateDialog } from './remove-dialog.tsx';
import { strings } from './strings.ts';
import { TemplateItem } from './template-item.tsx';

type Asked = { about: 'new' | 'library' } | { about: 'change' | 'use' | 'removal'; template: Template };

/** The words that a business uses again: everybody sees them, those who write posts keep and use them. */
export function TemplatesPage() {
  const { t } = useText();
  const mayWrite = useMay('templates:write');
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  const actions = mayWrite && (
    <div className="flex flex-wrap gap-2">
      <Button
        tone="secondary"
        icon={<Library aria-hidden="true" className="size-5" />}
        onPress={() => setAsked({ about: 'library' })}
      >
        {t(strings.library)}
      </Button>
      <Button icon={<Plus aria-hidden="true" className="size-5" />} onPress={() => setAsked({ about: 'new' })}>
        {t(strings.create)}
      </Button>
    </div>
  );
  return (
    <Page title={t(strings.title)} actions={actions}>
      <Rows onAsk={(about, template) => setAsked({ about, template })} mayWrite={mayWrite} />
      {asked?.about === 'library' && <TemplateLibraryDialog onClose={close} />}
      {asked?.about === 'new' && <EditorDialog onClose={close} />}
      {asked?.about === 'change' && <EditorDialog template={asked.template} onClose={close} />}
      {asked?.about === 'use' && <FillDialog template={asked.template} onClose={close} />}
      {asked?.about === 'removal' && <RemoveTemplateDialog template={asked.template} onClose={close} />}
    </Page>
  );
}

type RowsProps = { mayWrite: boolean; onAsk: (about: 'change' | 'use' | 'removal', template: Template) => void };

function Rows({ mayWrite, onAsk }: RowsProps) {
  const { t } = useText();
  const all = useInfiniteQuery(templatesQuery);
  const shown = all.data?.pages.flatMap(({ items }) => items) ?? [];
  if (all.isPending) return <LoadingRows />;
  if (all.isError && shown.length === 0)
    return <ErrorState error={all.error} onRetry={() => void all.refetch()} busy={all.isFetching} />;
  const icon = <LayoutTemplate className="size-7" />;
  if (shown.length === 0 && !mayWrite) return <EmptyState icon={icon} title={t(strings.emptyViewer)} />;
  if (shown.length === 0)
    return (
      <EmptyState icon={icon} title={t(strings.emptyTitle)}>
        {t(strings.emptyWhy)}
      </EmptyState>
    );
  return (
    <>
      <ul className="mb-4 divide-y divide-line rounded-card border border-line bg-surface shadow-card">
        {shown.map((template) => (
          <TemplateItem
            key={template.templateId}
            template={template}
            mayWrite={mayWrite}
            onAsk={(about) => onAsk(about, template)}
          />
        ))}
      </ul>
      {all.hasNextPage && (
        <Button tone="secondary" busy={all.isFetchingNextPage} onPress={() => void all.fetchNextPage()}>
          {t(strings.more)}
        </Button>
      )}
    </>
  );
}
