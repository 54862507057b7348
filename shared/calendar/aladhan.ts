import { outside } from '../contract/outside.ts';

/** An independent table of prayer times, asked once a day to compare ours with. It needs no key. */
export const aladhan = outside({ name: 'aladhan', hosts: { api: 'https://api.aladhan.com/v1' }, secret: [] });
