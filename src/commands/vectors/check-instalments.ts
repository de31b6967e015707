import { fixed, fixedText, percentage } from '../../credit/engine/arithmetic/fixed.ts';
import { addUnits } from '../../credit/engine/calendar/days.ts';
import {
  addTranche,
  changeModelRate,
  correctBalance,
  type InstalmentModel,
  type ModelTerms,
  newModel,
  payModelInterest,
  payModelPrincipal,
  readModel,
} from '../../credit/engine/schedule/instalment-model.ts';
import { plain, toAmount, toMinor } from './amounts.ts';
import { type Differences, differAmounts, differNames } from './compare.ts';
import { frequencyOf, roundingOf } from './loan-terms-of-case.ts';
import { type Fields, listOf, numberOf, textOf, type VectorCase } from './vector-file.ts';

/** Runs the steps of a case on the instalment model; an `expect` step compares every period. */
export function checkInstalments({ inputs, steps }: VectorCase): Differences {
  const digits = typeof inputs.currency_digits === 'number' ? inputs.currency_digits : 2;
  const terms = modelTermsOf(inputs, digits);
  const model = newModel(terms, periodsOf(inputs, terms));
  return steps.flatMap((step, index) => {
    if (step.op === 'expect') return compare(model, listOf(step.periods), digits, index + 1);
    apply(model, step, digits);
    return [];
  });
}

function modelTermsOf(inputs: Fields, digits: number): ModelTerms {
  const inYear = String(inputs.days_in_year ?? 'ACTUAL').toUpperCase();
  if (inYear !== 'ACTUAL' && !(Number(inYear) > 0)) throw new Error(`"${inYear}" is no number of days in a year`);
  const multiple = inputs.installment_rounded_to_multiple_of;
  return {
    rate: percentage(plain(numberOf(inputs, 'annual_rate_percent'))),
    daysInYear: inYear === 'ACTUAL' ? 'actual' : Number(inYear),
    daysInMonth: String(inputs.days_in_month) === '30' ? 30 : 'actual',
    ...frequencyOf(numberOf(inputs, 'repay_every'), textOf(inputs, 'repay_unit')),
    multipleMinor: typeof multiple === 'number' && multiple > 0 ? multiple * 10 ** digits : null,
    mode: roundingOf(inputs.rounding),
  };
}

/** Periods touch each other. Where a file prints one that does not reach the next, its figures follow from the full one. */
function periodsOf(inputs: Fields, terms: ModelTerms): { fromOn: string; dueOn: string }[] {
  const printed = Array.isArray(inputs.periods) ? inputs.periods : [];
  const pairs = printed.map((pair) =>
    Array.isArray(pair) ? { fromOn: String(pair[0]), dueOn: String(pair[1]) } : null,
  );
  const hasGap = pairs.some((pair, index) => index > 0 && pair && pairs[index - 1]?.dueOn !== pair.fromOn);
  return pairs.map((pair, index) => {
    if (!pair) throw new Error(`period ${index + 1} is no pair of days`);
    const full = pairs[index + 1]?.fromOn ?? addUnits(pair.fromOn, terms.every, terms.unit);
    return hasGap ? { fromOn: pair.fromOn, dueOn: full } : pair;
  });
}

function apply(model: InstalmentModel, step: Fields, digits: number): void {
  const date = textOf(step, 'date');
  switch (step.op) {
    case 'disburse':
      addTranche(model, date, toMinor(step.amount, digits));
      break;
    case 'pay_principal':
      payModelPrincipal(model, textOf(step, 'instalment_due'), date, toMinor(step.amount, digits));
      break;
    case 'pay_interest':
      payModelInterest(model, textOf(step, 'instalment_due'), toMinor(step.amount, digits));
      break;
    case 'balance_correction':
      correctBalance(model, date, toMinor(step.amount, digits));
      break;
    case 'change_rate':
      changeModelRate(model, date, percentage(plain(numberOf(step, 'annual_rate_percent'))));
      break;
    default:
      throw new Error(`"${String(step.op)}" is no step this runner knows`);
  }
}

function compare(model: InstalmentModel, expected: Fields[], digits: number, step: number): Differences {
  const rows = readModel(model);
  return expected.flatMap((period) => {
    const number = numberOf(period, 'instalment');
    const row = rows[number - 1];
    const where = `step ${step}, instalment ${number}: `;
    if (!row) return [`${where}is not there`];
    const amounts = {
      emi: row.instalmentMinor,
      interest: row.interestMinor,
      principal: row.principalMinor,
      balance_after: row.balanceMinor,
    };
    const known = [...Object.keys(amounts), 'instalment', 'interest_segments'];
    const strange = differNames(period, known, where);
    return [
      ...strange,
      ...differAmounts(period, amounts, digits, where),
      ...compareStretches(period, row, digits, where),
    ];
  });
}

function compareStretches(
  period: Fields,
  row: ReturnType<typeof readModel>[number],
  digits: number,
  where: string,
): Differences {
  return listOf(period.interest_segments).flatMap((segment, index) => {
    const stretch = row.stretches[index];
    if (!stretch) return [`${where}stretch ${index + 1} is not there`];
    const factor = fixedText(stretch.factor, 12);
    const isSameFactor =
      segment.rate_factor === undefined || fixedText(fixed(plain(Number(segment.rate_factor))), 12) === factor;
    const isSameInterest =
      segment.interest === undefined || toMinor(segment.interest, digits) === stretch.interestMinor;
    return [
      ...(isSameFactor ? [] : [`${where}factor ${index + 1} is ${factor}, not ${String(segment.rate_factor)}`]),
      ...(isSameInterest
        ? []
        : [
            `${where}interest ${index + 1} is ${toAmount(stretch.interestMinor, digits)}, not ${String(segment.interest)}`,
          ]),
    ];
  });
}
