/**
 * A figure as tills here write it: `1.250.000`, `Rp 12.500`, `Rp12.500,00`, `12,5`, `1,250,000.50`, `2 pcs`, `15rb` is not.
 * Dot and comma together: the last one is the decimal sign. A lone sign before groups of three digits parts thousands; a
 * lone comma before other than three digits, or any sign after a leading zero, is decimal. For counts a lone comma is always decimal, as
 * it is written here. Null when it is no figure.
 */
export function readFigure(text: string, kind: 'count' | 'money'): number | null {
  const clean = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^(rp\.?|idr)/i, '')
    .replace(/(,-|pcs|porsi|buah|x)$/i, '');
  if (!/^[-+]?[\d.,]{1,30}$/.test(clean) || !/\d/.test(clean)) return null;
  const sign = clean.startsWith('-') ? -1 : 1;
  const digits = clean.replace(/^[-+]/, '');
  const decimal = decimalSignOf(digits, kind);
  const plain = decimal === null ? digits.replace(/[.,]/g, '') : withPoint(digits, decimal);
  const value = plain === null ? Number.NaN : Number(plain);
  return Number.isFinite(value) ? sign * value : null;
}

function decimalSignOf(digits: string, kind: 'count' | 'money'): '.' | ',' | null {
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  if (dot < 0 && comma < 0) return null;
  const sign = dot >= 0 ? '.' : ',';
  const groups = digits.split(sign);
  const areThousands = groups.slice(1).every((group) => group.length === 3) && /^[1-9]\d{0,2}$/.test(groups[0] ?? '');
  if (areThousands && (groups.length > 2 || sign === '.' || kind === 'money')) return null;
  return groups.length === 2 ? sign : null;
}

/** Null where the thousands are not parted properly. */
function withPoint(digits: string, decimal: '.' | ','): string | null {
  const at = digits.lastIndexOf(decimal);
  const whole = digits.slice(0, at);
  const other = decimal === '.' ? ',' : '.';
  if (whole.includes(decimal)) return null;
  if (whole.includes(other) && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return null;
  return `${whole.replaceAll(other, '') || '0'}.${digits.slice(at + 1)}`;
}
