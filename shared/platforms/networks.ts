import { instagram } from './instagram.ts';
import { snapchat } from './snapchat.ts';
import { tiktok } from './tiktok.ts';
import { x } from './x.ts';

/** Every network of the product, by the name that stands in addresses, rows and variables. Others do not exist. */
export const networks = { instagram, x, tiktok, snapchat };
