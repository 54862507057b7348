import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Media } from '#shared/media/contract.ts';
import { platforms } from '#shared/platforms/platform.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { useMay } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { sizeWords } from './bytes.ts';
import { FrameButton } from './frame-button.tsx';
import { framesOf } from './frames-of.ts';
import { libraryStrings as strings } from './library-strings.ts';
import { mediaApi, mediaKey, usesQuery } from './queries.ts';
import { VerdictList } from './verdict-list.tsx';

type Props = { media: Media; onClose: () => void; onRemove: () => void };

/** All that is known of one file: what networks make of it, its words, where it is shown. */
export function MediaDetails({ media, onClose, onRemove }: Props) {
  const { t, language } = useText();
  const explain = useExplain();
  const format = useFormat();
  const queries = useQueryClient();
  const mayWrite = useMay('media:write');
  const [altText, setAltText] = useState(media.altText ?? '');
  const [altTextEn, setAltTextEn] = useState(media.altTextEn ?? '');
  const [tags, setTags] = useState(media.tags.join('، '));
  const [busy, setBusy] = useState(false);
  const { mediaId, width = 0, height = 0, bytes = 0 } = media;
  const image = { mediaId, width, height, ...framesOf(media) };
  const save = async () => {
    setBusy(true);
    const body = { altText, altTextEn, tags: tagsIn(tags) };
    try {
      await mediaApi.describe({ params: { mediaId }, body });
      await queries.invalidateQueries({ queryKey: mediaKey });
      toast({ text: t(strings.saved) });
      onClose();
    } catch (error) {
      toast({ tone: 'danger', text: explain(error) });
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t(strings.details)}
      isOpen
      onClose={onClose}
      actions={
        mayWrite && (
          <>
            <Button busy={busy} onPress={save}>
              {t(strings.save)}
            </Button>
            <Button tone="danger" onPress={onRemove}>
              {t(strings.remove)}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {media.url && media.kind === 'image' && (
          <img src={media.url} alt={altText} className="max-h-72 w-full rounded-xl object-contain" />
        )}
        {media.url && media.kind === 'video' && (
          // biome-ignore lint/a11y/useMediaCaption: what customers film brings no captions
          <video
            src={media.url}
            poster={media.posterUrl}
            controls
            playsInline
            preload="none"
            aria-label={altText || media.fileName}
            className="max-h-72 w-full rounded-xl bg-black"
          />
        )}
        <p className="text-sm text-soft">
          <bdi className="block break-all">{media.fileName}</bdi>
          {width > 0 &&
            t(strings.facts, {
              ...{ width: format.number(width), height: format.number(height) },
              size: sizeWords(language, bytes),
            })}
        </p>
        {media.kind === 'video' && media.state === 'ready' && <p className="text-sm">{t(strings.videoLater)}</p>}
        {media.kind === 'image' && media.state === 'ready' && (
          <>
            <VerdictList image={image} platforms={platforms} />
            {mayWrite && (
              <FrameButton
                image={image}
                platforms={platforms}
                onFramed={() => void queries.invalidateQueries({ queryKey: mediaKey })}
              />
            )}
          </>
        )}
        {mayWrite && (
          <>
            <TextField label={t(strings.altAr)} value={altText} onChange={setAltText} maxLength={1000} />
            <TextField label={t(strings.altEn)} value={altTextEn} onChange={setAltTextEn} maxLength={1000} />
            <TextField label={t(strings.tags)} value={tags} onChange={setTags} maxLength={400} />
          </>
        )}
        <Uses mediaId={mediaId} onLeave={onClose} />
      </div>
    </Dialog>
  );
}

const tagsIn = (written: string): string[] =>
  written
    .split(/[,،;؛]/)
    .map((tag) => tag.trim().slice(0, 40))
    .filter((tag) => tag !== '')
    .slice(0, 20);

/** The posts that show it, each one press away. */
function Uses({ mediaId, onLeave }: { mediaId: string; onLeave: () => void }) {
  const { t } = useText();
  const { data } = useQuery(usesQuery(mediaId));
  if (!data) return null;
  return (
    <section>
      <h3 className="font-medium">{t(strings.usedIn)}</h3>
      {data.posts.length === 0 && <p className="text-sm text-soft">{t(strings.usedNowhere)}</p>}
      <ul className="flex flex-col">
        {data.posts.map(({ postId, excerpt }) => (
          <li key={postId}>
            <Link
              to="/posts/$postId"
              params={{ postId }}
              onClick={onLeave}
              className="flex min-h-11 items-center text-brand underline"
            >
              <bdi className="line-clamp-1">{excerpt.trim() === '' ? t(strings.noText) : excerpt}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
