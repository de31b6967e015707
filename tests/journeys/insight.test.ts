import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from './market.ts';
import { type Person, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';

type Items<T> = { items: T[] };
type Product = { id: string; name: string };
type Run = { id: string; status: string; total: number; notes: string[] };
type Forecast = {
  rows: { on: string; mean: number; lo80: number; hi80: number }[];
  accuracy: { words: string; windows: number };
};
type Plan = { id: string; lines: { name: string; quantity: number; packs: number | null }[]; cost: { amount: number } };

const DAY_MS = 86_400_000;
const GOODS: readonly [name: string, perDay: number][] = [
  ['Roti sobek', 30],
  ['Roti tawar', 22],
  ['Donat', 40],
  ['Bolu', 9],
  ['Kopi susu', 25],
];

/** Ten weeks of a till that ended yesterday, more on Saturdays, written as tills here write. */
function tillFile(): string {
  const lines = ['Tanggal;Nama Produk;Jml;Total (Rp)'];
  for (let ago = 70; ago >= 1; ago--) {
    const day = new Date(Date.now() - ago * DAY_MS);
    const [year, month, date] = day.toISOString().slice(0, 10).split('-');
    GOODS.forEach(([name, perDay], index) => {
      const quantity = Math.round(perDay * (day.getUTCDay() === 6 ? 1.6 : 1)) + ((ago * 31 + index) % 4);
      lines.push(`${date}/${month}/${year};${name};${quantity};Rp ${(quantity * 12).toLocaleString('id-ID')}.000`);
    });
  }
  return lines.join('\n');
}

for (const split of [false, true]) {
  describe(`a store that plans its shopping, ${split ? 'sales and forecasts in a second process' : 'in one process'}`, () => {
    let house: RunningHouse;
    let seller: Person;
    let other: Person;
    let at: string;

    before(async () => {
      house = await runHouse({ split, splitOff: ['sales', 'forecasts'] });
      seller = await signIn(house.url, PEOPLE.sellers[0]);
      other = await signIn(house.url, PEOPLE.sellers[1]);
    });
    after(() => house?.stop());

    async function send(text: string, fields: Record<string, string> = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append('file', new Blob([text]), 'kasir.csv');
      const response = await seller.upload(`/insight/sales/imports${at}`, form);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    }

    it('should take a till in once when its shop is connected and the file is sent twice', async () => {
      const { id } = await seller.post<{ id: string }>('/insight/stores', { sellerShop: true });
      at = `?storeId=${id}`;
      const text = tillFile();
      const dry = await send(text, { dryRun: 'true' });
      assert.deepEqual([dry.body.isDryRun, dry.body.rows, dry.body.refused], [true, 350, 0]);
      const first = await send(`${text}\n31/02/2026;Donat;1;Rp 12.000`);
      assert.deepEqual([first.body.accepted, first.body.refused, first.body.productsMade], [350, 1, 5]);
      assert.equal((await send(text)).body.repeated, 350);
      assert.equal((await send('bukan tabel')).status, 422);
      assert.equal((await seller.get<Items<Product>>(`/insight/sales/products${at}`)).items.length, 5);
    });

    it('should forecast and plan when a run is asked for', async () => {
      const { items } = await seller.get<Items<Product>>(`/insight/sales/products${at}`);
      const bread = items.find(({ name }) => name === 'Roti sobek')?.id ?? '';
      const pack = { label: 'Karung 25 kg', quantity: 25, price: { amount: 300_000, currency: 'IDR' } };
      const flour = { name: '=Tepung', category: 'Tepung', unit: 'kg', leadTimeDays: 1, pack };
      const { id: ingredientId } = await seller.post<{ id: string }>(`/insight/ingredients${at}`, flour);
      const recipe = { yieldQuantity: 10, lines: [{ ingredientId, quantity: 2_500, unit: 'g' }] };
      assert.equal((await seller.ask('PUT', `/insight/recipes/${bread}${at}`, recipe)).status, 200);
      const queued = await seller.post<Run>(`/insight/forecasts/runs${at}`, { horizonDays: 14 });
      const run = await waitFor('the run is over', async () => {
        const now = await seller.get<Run>(`/insight/forecasts/runs/${queued.id}${at}`);
        return now.status === 'done' || now.status === 'failed' ? now : undefined;
      });
      // Five products, pieces and rupiah of the store, one ingredient.
      assert.deepEqual([run.status, run.total], ['done', 8]);
      const forecast = await seller.get<Forecast>(`/insight/forecasts/latest${at}&target=product&subject=${bread}`);
      assert.equal(forecast.rows.length, 14);
      assert.match(forecast.accuracy.words, /^Biasanya meleset/);
      assert.ok(forecast.rows.every(({ mean, lo80, hi80 }) => lo80 <= mean && mean <= hi80 && mean > 10));
      const plan = await seller.post<Plan>(`/insight/purchase-plans${at}`, { days: 7 });
      const [line] = plan.lines;
      assert.ok(
        line && line.packs !== null && line.packs >= 2 && line.quantity === line.packs * 25,
        JSON.stringify(line),
      );
      assert.equal(plan.cost.amount, line.packs * 300_000);
      const file = await seller.ask<string>('GET', `/insight/purchase-plans/${plan.id}/export${at}&format=csv`);
      assert.ok(file.body.includes("'=Tepung"));
      await seller.post(`/insight/purchase-plans/${plan.id}/order${at}`);
      const stock = await seller.get<{ onOrder: number }>(`/insight/ingredients/${ingredientId}${at}`);
      assert.equal(stock.onOrder, line.quantity);
    });

    it('should show nothing of it when another seller asks', async () => {
      const paths = [
        `/insight/sales/summary${at}`,
        `/insight/forecasts${at}&target=product`,
        `/insight/purchase-plans${at}`,
        `/insight/ingredients${at}`,
      ];
      for (const path of paths) assert.equal((await other.ask('GET', path)).status, 404, path);
      assert.deepEqual((await other.get<Items<unknown>>('/insight/stores')).items, []);
    });
  });
}
