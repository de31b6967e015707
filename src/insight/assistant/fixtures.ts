import type { FoundChunk } from '#insight/knowledge';
import { newUuid } from '#platform/ids';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import type { AssistantDeps } from './assistant-deps.ts';

type Neighbours = Pick<
  AssistantDeps,
  | 'sales'
  | 'ingredients'
  | 'marketPrices'
  | 'forecasts'
  | 'purchasePlans'
  | 'knowledge'
  | 'orders'
  | 'inventory'
  | 'products'
>;

/** What neighbours were asked, store by store. */
export type Asked = { storeId: string; what: string }[];

const LINE = {
  ingredientId: newUuid(),
  category: 'daging',
  supplier: '',
  unit: 'kg',
  safety: 1.5,
  onOrder: 0,
  packs: null,
  packLabel: null,
  packQuantity: null,
  isChanged: false,
  note: '',
  unitPrice: rupiah(38_000),
  priceFrom: 'market' as const,
  costLow: null,
  costHigh: null,
  leadTimeDays: 1,
  runsOutOn: null,
  shelfLifeDays: 3,
  spoilsBeforeUse: false,
  products: [],
  accuracyWords: 'Biasanya meleset 9 %.',
};

type Note = (storeId: string, what: string) => void;

/** A shop that sold 120 pieces for Rp 1.450.000 on every past day, needs 12.5 kg of chicken, and has one page of rules. */
export function neighboursOf(asked: Asked, text = 'Roti rusak ditukar dalam 24 jam dengan nota.'): Neighbours {
  const note: Note = (storeId, what) => void asked.push({ storeId, what });
  return {
    sales: salesOf(note),
    ingredients: { listIngredients: async () => ({ items: [], nextCursor: null }) },
    marketPrices: PRICES,
    forecasts: NO_FORECASTS,
    purchasePlans: plansOf(note),
    knowledge: knowledgeOf(note, text),
    orders: {
      listShopOrders: async () => {
        throw refuse('orders.not-a-seller');
      },
    },
    inventory: { lowStocks: async () => ({ stocks: [] }) },
    products: { offersByIds: async () => ({ offers: [] }) },
  };
}

const salesOf = (note: Note): Neighbours['sales'] => ({
  salesByDay: async (_call, { storeId, from }) => {
    note(storeId, 'salesByDay');
    return { items: [{ on: from, quantity: 120, revenue: rupiah(1_450_000), transactions: 37, isClosed: false }] };
  },
  salesByProduct: async (_call, { storeId }) => {
    note(storeId, 'salesByProduct');
    return { items: [{ productId: newUuid(), name: 'Donat', quantity: 60, revenue: rupiah(300_000) }] };
  },
  salesSummary: async () => {
    throw new Error('not needed here');
  },
  listProducts: async (_call, { storeId }) => {
    note(storeId, 'listProducts');
    return { items: [], nextCursor: null };
  },
});

const PRICES: Neighbours['marketPrices'] = {
  listCommodities: async () => ({
    items: [{ code: 'cabai_rawit', name: 'Cabai Rawit Merah', category: 'sayur', unit: 'kg' }],
  }),
  priceBoard: async () => ({
    items: [
      {
        commodity: 'cabai_rawit',
        name: 'Cabai Rawit Merah',
        category: 'sayur',
        unit: 'kg',
        regionCode: '32',
        regionName: 'Jawa Barat',
        price: rupiah(62_500),
        on: '2026-11-20',
        unchangedDays: 0,
        weekChangePercent: 4.2,
        monthChangePercent: null,
        nationalPrice: rupiah(58_000),
        source: 'pihps',
      },
    ],
  }),
};

const NO_FORECASTS: Neighbours['forecasts'] = {
  listForecasts: async () => ({ items: [], nextCursor: null }),
  getForecast: async () => {
    throw refuse('forecasts.not-found');
  },
  getPriceForecast: async () => {
    throw refuse('forecasts.not-found');
  },
};

const planOf = (input: { storeId: string; from?: string | undefined; days: number }) => ({
  id: newUuid(),
  storeId: input.storeId,
  storeName: 'Roti Pagi',
  from: input.from ?? '2026-11-22',
  to: '2026-11-22',
  serviceLevelPercent: 90,
  status: 'draft' as const,
  lineCount: 2,
  cost: rupiah(550_000),
  costLow: rupiah(500_000),
  costHigh: rupiah(600_000),
  unpricedLines: 0,
  forecastVersion: 1,
  version: 1,
  createdAt: '2026-11-21T03:00:00.000Z',
  lines: [
    {
      ...LINE,
      name: 'Daging ayam',
      expectedUse: 13,
      neededUse: 14.5,
      stock: 2,
      quantity: 12.5,
      cost: rupiah(475_000),
      orderBy: '2026-11-21',
    },
    {
      ...LINE,
      name: 'Tepung terigu',
      expectedUse: 5,
      neededUse: 6,
      stock: 1,
      quantity: 5,
      cost: rupiah(75_000),
      orderBy: '2026-11-21',
    },
  ],
  withoutRecipe: [],
});

const plansOf = (note: Note): Neighbours['purchasePlans'] => ({
  previewPlan: async (_call, input) => {
    note(input.storeId, 'previewPlan');
    return planOf(input);
  },
  createPlan: async (_call, input) => {
    note(input.storeId, 'createPlan');
    if (input.days === 13) throw refuse('purchase-plans.no-recipes');
    return planOf(input);
  },
  shortages: async (_call, { storeId }) => {
    note(storeId, 'shortages');
    return {
      items: [
        {
          ingredientId: newUuid(),
          name: 'Mentega',
          unit: 'kg',
          stock: 0.5,
          runsOutOn: '2026-11-23',
          orderBy: '2026-11-22',
        },
      ],
    };
  },
});

function knowledgeOf(note: Note, text: string): Neighbours['knowledge'] {
  const passage: FoundChunk = {
    id: newUuid(),
    documentId: newUuid(),
    documentName: 'aturan.md',
    place: 0,
    heading: 'Retur',
    page: null,
    from: 0,
    to: text.length,
    text,
    score: 5,
    excerpt: { from: 0, to: text.length, text },
  };
  return {
    searchKnowledge: async (_call, { storeId, question }) => {
      note(storeId, 'searchKnowledge');
      const isAnswerable = /retur|rusak|tukar|abaikan/i.test(question);
      return {
        passages: isAnswerable ? [passage] : [],
        certainty: isAnswerable ? 0.9 : 0.1,
        isAnswerable,
        method: 'words',
        embedding: isAnswerable ? { model: 'e5', tokens: 9, isEstimated: false, latencyMs: 3 } : null,
      };
    },
  };
}

/** An offer of the marketplace as products tells of it. */
export function anOffer(offerId: string, name: string, options: Record<string, string>) {
  const measures = { weightGrams: 250, lengthMm: 100, widthMm: 60, heightMm: 200 };
  const ids = { sellerId: newUuid(), productId: newUuid(), variantId: newUuid(), categoryId: newUuid() };
  const sold = { slug: 'kopi', sku: 'KOPI', imageUrl: null, priceMinor: 90_000, minQuantity: 1, maxQuantity: 99 };
  return { ...ids, ...measures, ...sold, offerId, name, options, isSellable: true };
}
