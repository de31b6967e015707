import type { IntentKind } from '../read-intent.ts';
import { documentFacts } from './document-facts.ts';
import type { FactTool } from './fact.ts';
import { forecastFacts } from './forecast-facts.ts';
import { orderFacts } from './order-facts.ts';
import { priceFacts } from './price-facts.ts';
import { purchaseFacts } from './purchase-facts.ts';
import { bestSellerFacts, salesFacts } from './sales-facts.ts';
import { shortageFacts, stockFacts } from './stock-facts.ts';

/**
 * Everything a model may call. All of it reads, nothing changes anything, and the store is never an argument: it is that of
 * the session, whatever the model writes.
 */
export const TOOLS: Record<string, { description: string; run: FactTool }> = {
  sales: {
    description: 'What was sold on past days: pieces, money, transactions, best sellers. Name a product or days.',
    run: salesFacts,
  },
  best_sellers: { description: 'The products that sold best in a past period.', run: bestSellerFacts },
  sales_forecast: {
    description: 'Expected sales of coming days, of the store or of a product, with a band.',
    run: forecastFacts,
  },
  purchase_plan: {
    description: 'How much of which ingredients to buy for coming days, and what it costs.',
    run: purchaseFacts,
  },
  shortages: {
    description: 'Ingredients that run out before they can be bought, and goods of the shop that run low.',
    run: shortageFacts,
  },
  stock: { description: 'How much of an ingredient is on the shelf.', run: stockFacts },
  market_price: {
    description: 'Market price of a commodity (chilli, rice, eggs …) and where it is going.',
    run: priceFacts,
  },
  orders: { description: 'How many marketplace orders wait to be paid, sent or delivered.', run: orderFacts },
  documents: { description: "The store's own documents: rules, recipes, contracts, price lists.", run: documentFacts },
};

/** Which tool answers an intent without a model. */
export const TOOL_OF_INTENT: Partial<Record<IntentKind, FactTool>> = {
  sales: salesFacts,
  'best-sellers': bestSellerFacts,
  forecast: forecastFacts,
  purchase: purchaseFacts,
  'propose-purchase': purchaseFacts,
  'running-out': shortageFacts,
  stock: stockFacts,
  price: priceFacts,
  orders: orderFacts,
  documents: documentFacts,
};
