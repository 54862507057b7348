import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import type { Api } from './api.ts';

/** The café's posts step aside for prayers: one that is planned inside a prayer says by how much it moved. */
export async function keepPrayersClear(api: Api): Promise<void> {
  const { version } = await api.calendar.settings();
  await api.calendar.changePolicy({ body: { version, policy: { ...usualPolicy, mode: 'shift' } } });
}
