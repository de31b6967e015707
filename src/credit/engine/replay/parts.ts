/** What a debt is made of, in minor units. */
export type Parts = { principal: number; interest: number; fee: number; penalty: number };
export type Component = keyof Parts;

export const COMPONENTS: readonly Component[] = ['penalty', 'fee', 'interest', 'principal'];

export function noParts(): Parts {
  return { principal: 0, interest: 0, fee: 0, penalty: 0 };
}

export function totalOf(parts: Parts): number {
  return parts.principal + parts.interest + parts.fee + parts.penalty;
}

export function addParts(a: Parts, b: Parts): Parts {
  return {
    principal: a.principal + b.principal,
    interest: a.interest + b.interest,
    fee: a.fee + b.fee,
    penalty: a.penalty + b.penalty,
  };
}

export function subtractParts(a: Parts, b: Parts): Parts {
  return {
    principal: a.principal - b.principal,
    interest: a.interest - b.interest,
    fee: a.fee - b.fee,
    penalty: a.penalty - b.penalty,
  };
}

export function sameParts(a: Parts, b: Parts): boolean {
  return a.principal === b.principal && a.interest === b.interest && a.fee === b.fee && a.penalty === b.penalty;
}
