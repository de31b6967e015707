import { isAllowed } from '../../src/commons/identity/role-permissions.ts';
import type { Role } from '../../src/platform/call.ts';
import { lendingThings } from './lending-things.ts';
import { PASSWORD, PEOPLE, VILLAGES } from './market.ts';
import type { Operation } from './openapi-document.ts';
import { guest, type Person, signIn } from './person.ts';
import type { Known } from './sample-values.ts';

export type Who = 'guest' | 'buyer' | 'seller' | 'admin' | 'officer' | 'checker' | 'stranger';
export type Tokens = Record<Exclude<Who, 'guest'>, string>;

const ROLES: Record<'buyer' | 'seller' | 'admin' | 'officer' | 'checker', Role[]> = {
  buyer: ['CUSTOMER'],
  seller: ['CUSTOMER', 'SELLER'],
  admin: ['ADMIN'],
  officer: ['CREDIT_OFFICER'],
  checker: ['COMPLIANCE_OFFICER'],
};
/** What ends the session or the account of the one who calls it: not with the people whom the other routes need. */
const ENDS_SESSIONS = /\/auth\/(logout|password|totp|devices|refresh)|DELETE \/api\/v1\/users\/me$/;

/** A request that the route takes may end the session that it comes with. */
export function endsSession(operation: Operation): boolean {
  return /auth\/logout$|auth\/password$|^DELETE .*\/users\/me$/.test(operation.name);
}

/** Somebody who may call the operation. */
export function whoMayCall(operation: Operation): Who {
  if (ENDS_SESSIONS.test(operation.name)) return 'stranger';
  if (operation.path.includes('/sellers/me')) return 'seller';
  if (operation.scope === 'webhook') return 'guest';
  if (operation.scope === 'public') return operation.path.includes('/cart') ? 'buyer' : 'guest';
  if (operation.scope === 'signed-in') return 'buyer';
  const may = (who: keyof typeof ROLES) =>
    isAllowed({ kind: 'user', userId: '', sessionId: '', roles: ROLES[who] }, operation.scope);
  return (['buyer', 'seller', 'admin', 'officer', 'checker'] as const).find(may) ?? 'admin';
}

export async function tokensOf(url: string): Promise<Tokens> {
  const token = async (identifier: string): Promise<string> =>
    (await guest(url).post<{ accessToken: string }>('/auth/login', { identifier, password: PASSWORD })).accessToken;
  return {
    buyer: await token(PEOPLE.buyer),
    seller: await token(PEOPLE.sellers[0]),
    admin: await token(PEOPLE.admin),
    officer: await token(PEOPLE.officer),
    checker: await token(PEOPLE.checker),
    stranger: await token(PEOPLE.stranger),
  };
}

type Id = { id: string };
/** A store of the seller's with a sale, an ingredient and a recipe. */
async function openStore(seller: Person): Promise<Known> {
  const { id: storeId } = await seller.post<Id>('/insight/stores', { sellerShop: true });
  const at = `?storeId=${storeId}`;
  const rows = [{ externalId: 'uji-1', soldAt: '2026-11-19', product: 'Roti', quantity: 3, amount: 36_000 }];
  await seller.post(`/insight/sales${at}`, { rows });
  const { items } = await seller.get<{ items: Id[] }>(`/insight/sales/products${at}`);
  const flour = { name: 'Tepung', category: 'Tepung', unit: 'kg' };
  const { id: ingredientId } = await seller.post<Id>(`/insight/ingredients${at}`, flour);
  const storeProductId = items[0]?.id ?? '';
  const recipe = { yieldQuantity: 10, lines: [{ ingredientId, quantity: 500, unit: 'g' }] };
  await seller.ask('PUT', `/insight/recipes/${storeProductId}${at}`, recipe);
  return { storeId, storeProductId, ingredientId, commodity: 'beras', regionCode: '32', subject: 'quantity' };
}

/** A document of the store and a conversation about it. */
async function talkAbout(seller: Person, storeId: unknown): Promise<Known> {
  const form = new FormData();
  form.set('file', new Blob(['# Aturan\n\nRoti rusak ditukar dalam 24 jam.']), 'aturan.md');
  const document = (await (await seller.upload(`/insight/documents?storeId=${storeId}`, form)).json()) as Id;
  const session = await seller.post<Id>('/insight/assistant/sessions', { storeId });
  const path = `/insight/assistant/sessions/${session.id}/messages`;
  const message = await seller.post<Id>(path, { text: 'buatkan rencana belanja' });
  return { documentId: document.id, sessionId: session.id, messageId: message.id, question: 'kapan roti ditukar?' };
}

type Quote = { sellers: { seller: Id; services: { serviceCode: string }[] }[] };
type Placed = { orders: Id[]; payment: Id };

/** Things that are there, by the name of the field that would name them. */
export async function knownThings(url: string): Promise<Known> {
  const buyer = await signIn(url, PEOPLE.buyer);
  const seller = await signIn(url, PEOPLE.sellers[0]);
  const home = {
    label: 'Rumah',
    recipientName: 'Dewi Lestari',
    phone: '0812-3456-7890',
    street: 'Jalan Mawar 5',
    villageCode: VILLAGES.bandung,
    postalCode: '40615',
  };
  const address = await buyer.post<Id>('/users/me/addresses', home);
  const second = await buyer.post<Id>('/users/me/addresses', { ...home, label: 'Kantor' });
  const shop = await seller.get<Id>('/sellers/me');
  const { items } = await seller.get<{ items: Id[] }>('/sellers/me/products');
  const productId = items[0]?.id ?? '';
  const product = await guest(url).get<{
    slug: string;
    category: Id;
    variants: { id: string; sku: string; offers: { offerId: string }[] }[];
  }>(`/products/${productId}`);
  const offerId = product.variants[0]?.offers[0]?.offerId ?? '';
  const lines = [{ offerId, quantity: 1 }];
  const quote = await buyer.post<Quote>('/checkout/quote', { addressId: address.id, lines });
  const serviceCode = quote.sellers[0]?.services[0]?.serviceCode;
  const shipping = [{ sellerId: shop.id, serviceCode }];
  const order = { addressId: address.id, lines, shipping, paymentChannel: 'QRIS' };
  const placed = await buyer.post<Placed>('/orders', order);
  // Named by no field, so that nothing happens to it before it is paid.
  const toBePaid = await buyer.post<Placed>('/orders', order);
  const officer = await signIn(url, PEOPLE.officer);
  const institution = await officer.get<{ tenantId: string }>('/credit/institution');
  const loans = await officer.get<{ items: { loanId: string; borrowerId: string }[] }>('/credit/loans');
  const products = await officer.get<{ items: { productId: string }[] }>('/credit/loan-products');
  const loanId = loans.items[0]?.loanId;
  const loanProductId = products.items[0]?.productId;
  const store = await openStore(seller);
  return {
    ...store,
    ...(await talkAbout(seller, store.storeId)),
    ...(await lendingThings(url, loanId)),
    addressId: address.id,
    'users.id': second.id,
    'institutions.id': institution.tenantId,
    institutionId: institution.tenantId,
    'loans.id': loanId,
    'my-loans.id': loanId,
    loanId,
    'loan-products.id': loanProductId,
    loanProductId,
    borrowerId: loans.items[0]?.borrowerId,
    sellerId: shop.id,
    productId,
    product: product.slug,
    variantId: product.variants[0]?.id,
    sku: product.variants[0]?.sku,
    categoryId: product.category.id,
    category: product.category.id,
    offerId,
    lines,
    shipping,
    serviceCode,
    paymentChannel: 'QRIS',
    'orders.id': placed.orders[0]?.id,
    'payments.id': placed.payment.id,
    'payment to be paid': toBePaid.payment.id,
    villageCode: VILLAGES.bandung,
    postalCode: '40615',
    phone: '081234567890',
    currentPassword: 'bukan-yang-benar-1',
    password: 'bukan-yang-benar-1',
    bankCode: '014',
    accountNumber: '1234567890',
    role: 'STORE_MANAGER',
    currency: 'IDR',
    scopes: ['products:read'],
    slug: 'buatan-uji',
  };
}
