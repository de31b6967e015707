import type { TenantKind } from '#credit/tenants';
import type { ProductTerms } from './shapes.ts';

type Contradiction = { pointer: string; why: string };

/** What in a product does not fit together, in words for people; nothing where all is well. */
export function contradictionsOf(terms: ProductTerms, tenantKind: TenantKind): Contradiction[] {
  return [
    ...limits(terms),
    ...shape(terms),
    ...following(terms),
    ...feeContradictions(terms),
    ...allocation(terms),
    ...ranges(terms),
    ...lateCharge(terms, tenantKind),
  ].map(([pointer, why]) => ({ pointer: `/terms/${pointer}`, why }));
}

type Found = [pointer: string, why: string];

function limits({ amount, periods, purpose, businessSize }: ProductTerms): Found[] {
  const found: Found[] = [];
  if (amount.leastMinor > amount.mostMinor) found.push(['amount', 'jumlah terkecil melebihi yang terbesar']);
  if (periods.least > periods.most) found.push(['periods', 'tenor terpendek melebihi yang terpanjang']);
  if ((purpose === 'business') !== (businessSize !== null))
    found.push(['businessSize', 'ukuran usaha hanya dan selalu untuk pendanaan produktif']);
  return found;
}

function shape(terms: ProductTerms): Found[] {
  const { grace, periods, amortisation, balloonPercent, downPaymentPercent, method, ratePercent } = terms;
  const found: Found[] = [];
  if (grace.principalPeriods >= periods.least) found.push(['grace', 'masa tenggang pokok sepanjang tenornya']);
  if (grace.interestPeriods >= periods.least && grace.interestPeriods > 0)
    found.push(['grace', 'masa tenggang bunga sepanjang tenornya']);
  if ((amortisation === 'balloon') !== (balloonPercent !== null))
    found.push(['balloonPercent', 'bagian akhir hanya dan selalu untuk balloon']);
  if (balloonPercent !== null && Number(balloonPercent) >= 100)
    found.push(['balloonPercent', 'bagian akhir di bawah 100 persen']);
  if (downPaymentPercent !== null && Number(downPaymentPercent) >= 100)
    found.push(['downPaymentPercent', 'uang muka di bawah 100 persen']);
  if (downPaymentPercent !== null && (terms.grace.principalPeriods > 0 || amortisation !== 'equal-instalments'))
    found.push(['downPaymentPercent', 'uang muka hanya dengan angsuran sama dan tanpa masa tenggang pokok']);
  if (method === 'none' && Number(ratePercent) !== 0) found.push(['ratePercent', 'tanpa bunga berarti nol persen']);
  return found;
}

/** Where interest follows the payments there is one way to reckon: equal instalments on a falling balance. */
function following({
  recalculation,
  method,
  amortisation,
  grace,
  downPaymentPercent,
  ratePercent,
}: ProductTerms): Found[] {
  if (recalculation === null) return [];
  const isPlain =
    method === 'declining' &&
    amortisation === 'equal-instalments' &&
    grace.principalPeriods + grace.interestPeriods + grace.interestFreePeriods === 0 &&
    downPaymentPercent === null &&
    Number(ratePercent) > 0;
  return isPlain
    ? []
    : [['recalculation', 'bunga yang mengikuti pembayaran perlu bunga menurun, angsuran sama, tanpa masa tenggang']];
}

function feeContradictions({ fees }: ProductTerms): Found[] {
  return fees.flatMap((fee, index): Found[] => {
    const found: Found[] = [];
    const needsDays = fee.timing === 'on-day' || fee.timing === 'overdue';
    if (needsDays !== (fee.days !== undefined))
      found.push([`fees/${index}`, 'jumlah hari hanya dan selalu untuk biaya bertanggal']);
    if (fee.amount.kind === 'percent' && Number(fee.amount.percent) > 100)
      found.push([`fees/${index}`, 'biaya paling banyak 100 persen']);
    if ((fee.timing === 'overdue') !== (fee.nature === 'late-charge'))
      found.push([`fees/${index}`, 'biaya keterlambatan hanya dan selalu untuk angsuran yang lewat']);
    if (fee.taxPercent !== undefined && (fee.nature === 'tax' || fee.timing === 'overdue'))
      found.push([`fees/${index}`, 'pajak atas biaya ini tidak ada']);
    return found;
  });
}

/** An order that leaves a component out could keep money from a debt it is meant for. */
function allocation({ allocation: rules }: ProductTerms): Found[] {
  const all = ['fee', 'interest', 'penalty', 'principal'];
  if (rules.kind === 'instalments') {
    const isWhole = [rules.due, rules.inAdvance].every((order) => String([...order].sort()) === String(all));
    return isWhole ? [] : [['allocation', 'setiap urutan memuat denda, biaya, bunga, dan pokok']];
  }
  const orders = [rules.standard, ...Object.values(rules.byKind)];
  const isWhole = orders.every(
    ({ order }) => new Set(order.map(({ when, component }) => `${when} ${component}`)).size === 12,
  );
  return isWhole ? [] : [['allocation', 'setiap urutan memuat dua belas kotak, masing-masing sekali']];
}

function ranges({ delinquencyRanges }: ProductTerms): Found[] {
  let next = 1;
  for (const [index, { fromDays, untilDays }] of delinquencyRanges.entries()) {
    const isLast = index === delinquencyRanges.length - 1;
    if (fromDays < next || (untilDays === null) !== isLast || (untilDays !== null && untilDays < fromDays))
      return [['delinquencyRanges', 'rentang hari berurutan, tanpa tumpang tindih, yang terakhir terbuka']];
    next = (untilDays ?? fromDays) + 1;
  }
  return [];
}

/** The cap on late charges counts from the principal still owed, so their base may not be more. */
function lateCharge({ lateCharge: charge }: ProductTerms, tenantKind: TenantKind): Found[] {
  const isOver = tenantKind === 'online-lender' && charge?.base === 'principal-and-interest';
  return isOver ? [['lateCharge', 'denda harian penyelenggara pindar dihitung dari pokok']] : [];
}
