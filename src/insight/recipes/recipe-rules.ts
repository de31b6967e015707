import { convertQuantity, type Ingredient, type UnitName } from '#insight/ingredients';
import type { Need } from './contract.ts';
import type { LineRow, RecipeRow } from './recipe-queries.ts';

export type Line = { ingredientId: string; quantity: number; unit: UnitName };
export type LinesDecision =
  | { accepted: true; lines: LineRow[] }
  | {
      accepted: false;
      code: 'recipes.ingredient-not-found' | 'recipes.ingredient-twice' | 'recipes.unit-unclear';
      details: Record<string, unknown>;
    };

/** Each ingredient exists, stands once, and its unit leads to the ingredient's own. Lines count from 1. */
export function decideLines(lines: readonly Line[], known: ReadonlyMap<string, Ingredient>): LinesDecision {
  const seen = new Set<string>();
  const rows: LineRow[] = [];
  for (const [index, line] of lines.entries()) {
    const place = { line: index + 1 };
    const ingredient = known.get(line.ingredientId);
    if (!ingredient) return { accepted: false, code: 'recipes.ingredient-not-found', details: place };
    if (seen.has(line.ingredientId)) return { accepted: false, code: 'recipes.ingredient-twice', details: place };
    seen.add(line.ingredientId);
    const inOwnUnit = convertQuantity(line.quantity, line.unit, ingredient.unit, ingredient.conversions);
    if (inOwnUnit === null)
      return {
        accepted: false,
        code: 'recipes.unit-unclear',
        details: { ...place, from: line.unit, to: ingredient.unit },
      };
    rows.push({ ...line, inOwnUnit });
  }
  return { accepted: true, lines: rows };
}

/** What one piece needs: the batch with its waste, over what it yields. */
export function needsOf(recipe: Pick<RecipeRow, 'product_id' | 'yield_quantity' | 'waste_percent' | 'lines'>): Need[] {
  const factor = (1 + recipe.waste_percent / 100) / recipe.yield_quantity;
  return recipe.lines.map((line) => ({
    productId: recipe.product_id,
    ingredientId: line.ingredientId,
    quantityPerPiece: line.inOwnUnit * factor,
  }));
}

/** Rupiah per own unit by what the owner has written: the pack's price, else the unit's; null without either. */
export function unitPriceOf(ingredient: Pick<Ingredient, 'pack' | 'unitPrice'>): number | null {
  if (ingredient.pack?.price) return ingredient.pack.price.amount / ingredient.pack.quantity;
  return ingredient.unitPrice?.amount ?? null;
}
