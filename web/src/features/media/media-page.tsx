import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { acceptedWithVideos } from './image-file.ts';
import { Library } from './library.tsx';
import { libraryStrings as strings } from './library-strings.ts';
import { mediaApi, mediaKey } from './queries.ts';
import { UploadList } from './upload-list.tsx';
import { createUploadQueue } from './upload-queue.ts';
import { useFileDrop } from './use-file-drop.ts';

/** The library of the business: find, add, describe, frame and delete what its posts are made of. */
export function MediaPage() {
  const { t } = useText();
  const mayWrite = useMay('media:write');
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [queue] = useState(() =>
    createUploadQueue(mediaApi, () => void queries.invalidateQueries({ queryKey: mediaKey })),
  );
  const { over, handlers } = useFileDrop((files) => mayWrite && queue.add(files));
  const add = (
    <Button icon={<Upload aria-hidden="true" className="size-5" />} onPress={() => input.current?.click()}>
      {t(strings.add)}
    </Button>
  );
  return (
    <Page title={t(strings.title)} actions={mayWrite && add}>
      {/* biome-ignore lint/a11y/useSemanticElements: not a fieldset, a place that takes files */}
      <div
        {...handlers}
        role="group"
        tabIndex={-1}
        aria-label={t(strings.title)}
        className={over ? 'rounded-card outline-2 outline-brand outline-dashed' : ''}
      >
        <input
          ref={input}
          type="file"
          accept={acceptedWithVideos}
          multiple
          hidden
          onChange={({ target }) => {
            queue.add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
        <UploadList queue={queue} />
        <Library add={mayWrite && add} mayWrite={mayWrite} />
      </div>
    </Page>
  );
}
