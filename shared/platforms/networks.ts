import { instagram } from './instagram.ts';

/** Every network of the product, by the name that stands in addresses, rows and variables. Others do not exist. */
export const networks = { instagram };
