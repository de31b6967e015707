import { CARE_GOODS } from './care-goods.ts';
import { CLOTH_GOODS } from './cloth-goods.ts';
import { CLOTHING_GOODS } from './clothing-goods.ts';
import { FOOD_GOODS } from './food-goods.ts';
import { GADGET_GOODS } from './gadget-goods.ts';
import type { Good } from './good.ts';
import { HOME_GOODS } from './home-goods.ts';
import { KITCHEN_GOODS } from './kitchen-goods.ts';
import { LEISURE_GOODS } from './leisure-goods.ts';
import { MORE_GOODS } from './more-goods.ts';
import { YET_MORE_GOODS } from './yet-more-goods.ts';

/** Mixed, so that the newest page of the demo shop shows a bit of everything. */
export const ALL_GOODS: readonly Good[] = mixed([
  FOOD_GOODS,
  CLOTH_GOODS,
  CLOTHING_GOODS,
  HOME_GOODS,
  KITCHEN_GOODS,
  CARE_GOODS,
  GADGET_GOODS,
  LEISURE_GOODS,
  [...MORE_GOODS, ...YET_MORE_GOODS],
]);

function mixed(groups: readonly (readonly Good[])[]): Good[] {
  const longest = Math.max(...groups.map((group) => group.length));
  return Array.from({ length: longest }, (_, index) => groups.flatMap((group) => group[index] ?? [])).flat();
}
