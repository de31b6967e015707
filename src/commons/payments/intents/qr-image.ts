import { LRUCache } from 'lru-cache';
import { lazyPackage } from '#platform/lazy-package';

const qrcode = lazyPackage<typeof import('qrcode')>('qrcode');

/** Light modules around the code, as ISO/IEC 18004 asks. */
const MARGIN = 4;
const kept = new LRUCache<string, string>({ max: 500 });

/**
 * The code as an SVG drawing of one path, without styles or scripts: it may stand inline under a strict content security
 * policy. The mask is fixed: any is valid, and choosing the prettiest of eight costs a millisecond of every checkout.
 */
export function qrSvg(qrString: string): string {
  const known = kept.get(qrString);
  if (known !== undefined) return known;
  const { modules } = qrcode().create([{ data: Buffer.from(qrString, 'utf8'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
    maskPattern: 3,
  });
  const side = modules.size + 2 * MARGIN;
  let path = '';
  for (let y = 0; y < modules.size; y++) path += rowPath(modules.data, y, modules.size);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="QRIS"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${path}"/></svg>`;
  kept.set(qrString, svg);
  return svg;
}

/** Runs of dark modules of one row, as strokes one module wide. */
function rowPath(data: Uint8Array, y: number, size: number): string {
  let path = '';
  let at = -1;
  for (let x = 0; x < size; x++) {
    if (!data[y * size + x]) continue;
    let end = x + 1;
    while (end < size && data[y * size + end]) end++;
    path += at < 0 ? `M${x + MARGIN} ${y + MARGIN}.5h${end - x}` : `m${x - at} 0h${end - x}`;
    at = end;
    x = end;
  }
  return path;
}

/** For saving and printing: 600 pixels or a little more, so that modules stay whole pixels. */
export async function qrPng(qrString: string): Promise<Buffer> {
  return await qrcode().toBuffer([{ data: Buffer.from(qrString, 'utf8'), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
    margin: MARGIN,
    width: 640,
    type: 'png',
  });
}
