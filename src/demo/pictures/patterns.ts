import { type Canvas, TONES } from './canvas.ts';

/** Cloth patterns as tiles: Javanese batik, woven ikat, plaid. Colours are given from dark to light. */

export type ClothPattern =
  | 'kawung'
  | 'parang'
  | 'truntum'
  | 'mega'
  | 'ceplok'
  | 'ikat'
  | 'lurik'
  | 'poleng'
  | 'plaid'
  | 'songket'
  | 'plain';

export type ClothColours = { base: string; first: string; second: string };

// biome-ignore lint/complexity/useMaxParams: a drawing reads best as place, turn, size, fill.
const petal = (cx: number, cy: number, turn: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" transform="rotate(${turn} ${cx} ${cy})"/>`;

/** Four petals around a point, as on the brand's own ornaments. */
function kawung({ base, first, second }: ClothColours): string {
  const four = (cx: number, cy: number): string =>
    [
      [-1, -1, 45],
      [1, -1, -45],
      [-1, 1, -45],
      [1, 1, 45],
    ]
      .map(
        ([dx = 0, dy = 0, turn = 0]) =>
          petal(cx + dx * 17, cy + dy * 17, turn, 11, 20, first) +
          petal(cx + dx * 17, cy + dy * 17, turn, 3, 9, second),
      )
      .join('');
  return `<rect width="80" height="80" fill="${base}"/>${four(40, 40)}<circle cx="0" cy="0" r="6" fill="${second}"/><circle cx="80" cy="0" r="6" fill="${second}"/><circle cx="0" cy="80" r="6" fill="${second}"/><circle cx="80" cy="80" r="6" fill="${second}"/>`;
}

function parang({ base, first, second }: ClothColours): string {
  return (
    `<rect width="90" height="90" fill="${base}"/><path d="M-10 20C15 0 25 40 50 20S85 0 110 20V46C85 26 75 66 50 46S15 26-10 46Z" fill="${first}"/>` +
    `<path d="M0 74H90" stroke="${second}" stroke-width="5"/><path d="M0 66H90M0 82H90" stroke="${first}" stroke-width="2"/>` +
    `<circle cx="22" cy="30" r="5" fill="${second}"/><circle cx="68" cy="36" r="5" fill="${second}"/>`
  );
}

function truntum({ base, first, second }: ClothColours): string {
  const star = (x: number, y: number, r: number): string =>
    [0, 45, 90, 135].map((turn) => petal(x, y, turn, 2.6, r, first)).join('') +
    `<circle cx="${x}" cy="${y}" r="4" fill="${second}"/>`;
  return `<rect width="70" height="70" fill="${base}"/>${star(18, 18, 14)}${star(53, 53, 14)}<circle cx="53" cy="18" r="3" fill="${second}"/><circle cx="18" cy="53" r="3" fill="${second}"/>`;
}

function mega({ base, first, second }: ClothColours): string {
  const cloud = (dy: number, colour: string, w: number): string =>
    `<path d="M-10 ${70 + dy}C10 ${70 + dy} 6 ${36 + dy} 34 ${40 + dy}C40 ${16 + dy} 78 ${18 + dy} 80 ${44 + dy}C104 ${40 + dy} 106 ${70 + dy} 130 ${70 + dy}" fill="none" stroke="${colour}" stroke-width="${w}"/>`;
  return `<rect width="120" height="100" fill="${base}"/>${cloud(0, first, 9)}${cloud(14, second, 7)}${cloud(27, first, 5)}`;
}

function ceplok({ base, first, second }: ClothColours): string {
  return (
    `<rect width="90" height="90" fill="${base}"/><path d="M45 6L84 45L45 84L6 45Z" fill="none" stroke="${first}" stroke-width="5"/>` +
    [0, 45, 90, 135].map((turn) => petal(45, 45, turn, 6, 24, first)).join('') +
    `<circle cx="45" cy="45" r="9" fill="${second}"/><circle cx="0" cy="0" r="10" fill="${second}"/><circle cx="90" cy="0" r="10" fill="${second}"/><circle cx="0" cy="90" r="10" fill="${second}"/><circle cx="90" cy="90" r="10" fill="${second}"/>`
  );
}

function ikat({ base, first, second }: ClothColours): string {
  return (
    `<rect width="100" height="140" fill="${base}"/><path d="M50 12L88 60L50 108L12 60Z" fill="${first}"/><path d="M50 34L70 60L50 86L30 60Z" fill="${base}"/>` +
    `<path d="M50 48L60 60L50 72L40 60Z" fill="${second}"/><path d="M0 12L14 30L0 48ZM100 12L86 30L100 48ZM0 72L14 90L0 108ZM100 72L86 90L100 108Z" fill="${second}"/>` +
    `<path d="M0 126H100" stroke="${second}" stroke-width="6"/><path d="M0 136H100" stroke="${first}" stroke-width="4"/>`
  );
}

function lurik({ base, first, second }: ClothColours): string {
  return (
    `<rect width="60" height="60" fill="${base}"/><rect x="6" width="10" height="60" fill="${first}"/><rect x="20" width="3" height="60" fill="${second}"/>` +
    `<rect x="34" width="4" height="60" fill="${first}"/><rect x="42" width="2" height="60" fill="${second}"/><rect x="50" width="6" height="60" fill="${first}" opacity=".6"/>`
  );
}

function poleng({ base, first, second }: ClothColours): string {
  return `<rect width="100" height="100" fill="${base}"/><rect width="50" height="50" fill="${first}"/><rect x="50" y="50" width="50" height="50" fill="${first}"/><rect x="50" width="50" height="50" fill="${second}"/>`;
}

function plaid({ base, first, second }: ClothColours): string {
  return (
    `<rect width="110" height="110" fill="${base}"/><rect x="14" width="34" height="110" fill="${first}" opacity=".75"/><rect y="14" width="110" height="34" fill="${first}" opacity=".55"/>` +
    `<rect x="72" width="7" height="110" fill="${second}"/><rect y="72" width="110" height="7" fill="${second}"/><rect x="28" width="4" height="110" fill="${second}" opacity=".7"/><rect y="28" width="110" height="4" fill="${second}" opacity=".7"/>`
  );
}

function songket({ base, first, second }: ClothColours): string {
  return (
    `<rect width="80" height="80" fill="${base}"/><path d="M40 4L48 32L76 40L48 48L40 76L32 48L4 40L32 32Z" fill="${first}"/><circle cx="40" cy="40" r="6" fill="${base}"/>` +
    `<path d="M0 0L10 0L0 10ZM80 0V10L70 0ZM0 80V70L10 80ZM80 80H70L80 70Z" fill="${second}"/>`
  );
}

const DRAWN: Record<
  Exclude<ClothPattern, 'plain'>,
  { size: number; tile: (colours: ClothColours) => string; turn: number }
> = {
  kawung: { size: 80, tile: kawung, turn: 0 },
  parang: { size: 90, tile: parang, turn: -38 },
  truntum: { size: 70, tile: truntum, turn: 0 },
  mega: { size: 100, tile: mega, turn: 0 },
  ceplok: { size: 90, tile: ceplok, turn: 0 },
  ikat: { size: 100, tile: ikat, turn: 0 },
  lurik: { size: 60, tile: lurik, turn: 0 },
  poleng: { size: 100, tile: poleng, turn: 0 },
  plaid: { size: 110, tile: plaid, turn: 0 },
  songket: { size: 80, tile: songket, turn: 0 },
};

/** The fill of a cloth. */
export function clothFill(canvas: Canvas, pattern: ClothPattern, colours: ClothColours, scale = 1): string {
  if (pattern === 'plain') return colours.base;
  const { size, tile, turn } = DRAWN[pattern];
  return canvas.tile(size, tile(colours), `rotate(${turn}) scale(${scale})`);
}

/** Colourways with names that shops use. */
export const CLOTHS = {
  nila: { base: TONES.nila, first: TONES.gading, second: TONES.kunyit },
  soga: { base: TONES.soga, first: TONES.krem, second: TONES.kunyit },
  latar: { base: TONES.gading, first: TONES.soga, second: TONES.nila },
  merah: { base: TONES.bata, first: TONES.kunyitMuda, second: TONES.gading },
  hijau: { base: TONES.padi, first: TONES.pandan, second: TONES.kunyit },
  hitam: { base: TONES.ink, first: TONES.krem, second: TONES.kunyit },
  biru: { base: TONES.air, first: TONES.kabut, second: TONES.gading },
  ungu: { base: TONES.ungu, first: TONES.lila, second: TONES.kunyitMuda },
  pasir: { base: TONES.pasir, first: TONES.kayu, second: TONES.gading },
  jambu: { base: TONES.jambu, first: TONES.gading, second: TONES.mawar },
} as const satisfies Record<string, ClothColours>;
export type ClothName = keyof typeof CLOTHS;
