import { Link } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, Eye, EyeOff, Layers, Settings2 } from 'lucide-react';
import type { PostState } from '#shared/publishing/states.ts';
import { postStates } from '#shared/publishing/states.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { postStateStrings } from '../posts/strings.ts';
import { type CalendarView, calendarViews } from './calendar-days.ts';
import { layerNames, layerStrings } from './layer-strings.ts';
import { layers, useLayers } from './layers.ts';
import { strings, viewStrings } from './strings.ts';

type Props = {
  view: CalendarView;
  narrow: boolean;
  state: PostState | undefined;
  onView: (view: CalendarView) => void;
  onState: (state: PostState | undefined) => void;
  onToday: () => void;
  onStep: (by: 1 | -1) => void;
};

/** Period, view and filter. Drafts are of no period, so stepping is of no use there. */
export function Toolbar({ view, narrow, state, onView, onState, onToday, onStep }: Props) {
  const { t } = useText();
  const { shows, toggle } = useLayers();
  const [previous, next] =
    view === 'week' ? [strings.previousWeek, strings.nextWeek] : [strings.previousMonth, strings.nextMonth];
  const views = calendarViews.filter((candidate) => !narrow || candidate !== 'month');
  const states = [
    { key: 'all' as const, text: t(strings.all) },
    ...postStates.map((key) => ({ key, text: t(postStateStrings[key]) })),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state !== 'draft' && (
        <>
          <div className="flex items-center rounded-xl border border-line bg-surface">
            <IconButton label={t(previous)} onPress={() => onStep(-1)}>
              <ChevronLeft aria-hidden="true" className="flip-rtl size-5" />
            </IconButton>
            <Button tone="quiet" onPress={onToday}>
              {t(strings.today)}
            </Button>
            <IconButton label={t(next)} onPress={() => onStep(1)}>
              <ChevronRight aria-hidden="true" className="flip-rtl size-5" />
            </IconButton>
          </div>
          <Segmented
            label={t(strings.view)}
            value={view}
            options={views.map((key) => ({ key, text: t(viewStrings[key]) }))}
            onChange={onView}
          />
        </>
      )}
      {state !== 'draft' && (
        <Menu
          label={t(layerStrings.layers)}
          trigger={
            <IconButton label={t(layerStrings.layers)} className="border border-line bg-surface">
              <Layers aria-hidden="true" className="size-5" />
            </IconButton>
          }
          items={layers.map((layer) => ({
            id: layer,
            label: t(shows(layer) ? layerStrings.hide : layerStrings.show, { layer: t(layerNames[layer]) }),
            icon: shows(layer) ? (
              <Eye aria-hidden="true" className="size-4" />
            ) : (
              <EyeOff aria-hidden="true" className="size-4" />
            ),
            onSelect: () => toggle(layer),
          }))}
        />
      )}
      <Link
        to="/calendar/settings"
        aria-label={t(layerStrings.settings)}
        title={t(layerStrings.settings)}
        className="inline-grid size-11 place-items-center rounded-xl border border-line bg-surface text-soft hover:bg-brand-wash hover:text-brand"
      >
        <Settings2 aria-hidden="true" className="size-5" />
      </Link>
      <div className="min-w-40">
        <Select
          label={t(strings.filter)}
          hideLabel
          value={state ?? 'all'}
          options={states}
          onChange={(key) => onState(key === 'all' ? undefined : key)}
        />
      </div>
    </div>
  );
}
