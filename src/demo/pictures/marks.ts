import type { Canvas } from './canvas.ts';

/** Small emblems for labels: a shop's mark says what is inside without a word. */
export type Mark =
  | 'biji'
  | 'daun'
  | 'cabai'
  | 'matahari'
  | 'tetes'
  | 'bunga'
  | 'gunung'
  | 'atap'
  | 'padi'
  | 'hati'
  | 'ikan'
  | 'kelapa'
  | 'jahe'
  | 'lebah'
  | 'bulan';

type Draw = (fill: string, ground: string) => string;

const leaf = (turn: number, fill: string): string =>
  `<path d="M0 0C-26-18-26-58 0-78C26-58 26-18 0 0Z" fill="${fill}" transform="rotate(${turn})"/>`;

/** Each within a circle of radius 80 around the origin. */
const MARKS: Record<Mark, Draw> = {
  biji: (fill, ground) =>
    `<g transform="rotate(28)"><ellipse rx="46" ry="66" fill="${fill}"/><path d="M4-66C-26-30 26 26-4 66" fill="none" stroke="${ground}" stroke-width="10"/></g>`,
  daun: (fill, ground) =>
    `<g transform="rotate(30)"><path d="M0 74C-64 34-58-44 0-76C58-44 64 34 0 74Z" fill="${fill}"/><path d="M0 74V-40M0 30L-26 6M0 30L26 6M0-2L-20-22M0-2L20-22" fill="none" stroke="${ground}" stroke-width="7"/></g>`,
  cabai: (fill, ground) =>
    `<path d="M-34-36C10-56 56-6 30 70C10 40-50 30-34-36Z" fill="${fill}"/><path d="M-34-36C-30-58-12-66-2-74" fill="none" stroke="${fill}" stroke-width="11" stroke-linecap="round"/><path d="M-14-22C10-20 22 6 20 30" fill="none" stroke="${ground}" stroke-width="7" opacity=".7" stroke-linecap="round"/>`,
  matahari: (fill) =>
    `<circle r="36" fill="${fill}"/>${Array.from({ length: 12 }, (_, i) => `<rect x="-6" y="-76" width="12" height="26" rx="6" fill="${fill}" transform="rotate(${i * 30})"/>`).join('')}`,
  tetes: (fill, ground) =>
    `<path d="M0-76C40-22 54 4 54 28A54 50 0 0 1-54 28C-54 4-40-22 0-76Z" fill="${fill}"/><path d="M-30 26A32 30 0 0 0-4 54" fill="none" stroke="${ground}" stroke-width="9" stroke-linecap="round"/>`,
  bunga: (fill, ground) =>
    `${[0, 72, 144, 216, 288].map((turn) => leaf(turn, fill)).join('')}<circle r="17" fill="${ground}"/><circle r="9" fill="${fill}"/>`,
  gunung: (fill, ground) =>
    `<path d="M-80 56L-22-52L12 6L34-26L80 56Z" fill="${fill}"/><path d="M-22-52L-42-14L-26-22L-12-6L2-10Z" fill="${ground}"/>`,
  atap: (fill) =>
    `<path d="M-78 22C-40 10-14-22 0-62C14-22 40 10 78 22" fill="none" stroke="${fill}" stroke-width="14" stroke-linecap="round" stroke-linejoin="round"/><rect x="-26" y="22" width="52" height="46" rx="4" fill="${fill}"/>`,
  padi: (fill) =>
    `<path d="M0 78C-6 20 0-20 30-60" fill="none" stroke="${fill}" stroke-width="7" stroke-linecap="round"/>${[
      [30, -60, 38],
      [10, -40, -14],
      [34, -34, 70],
      [2, -14, -20],
      [24, -6, 74],
      [-2, 14, -24],
      [18, 24, 72],
    ]
      .map(
        ([x, y, turn]) =>
          `<ellipse cx="${x}" cy="${y}" rx="8" ry="18" fill="${fill}" transform="rotate(${turn} ${x} ${y})"/>`,
      )
      .join('')}`,
  hati: (fill) => `<path d="M0 66C-88 6-62-62-24-58C-8-56 0-42 0-34C0-42 8-56 24-58C62-62 88 6 0 66Z" fill="${fill}"/>`,
  ikan: (fill, ground) =>
    `<path d="M-76-30L-40 0L-76 30C-58 34-40 26-26 16C10 50 58 30 78 0C58-30 10-50-26-16C-40-26-58-34-76-30Z" fill="${fill}"/><circle cx="46" cy="-8" r="8" fill="${ground}"/>`,
  kelapa: (fill, ground) =>
    `<circle r="64" fill="${fill}"/><path d="M-64 0A64 64 0 0 0 64 0A64 26 0 0 0-64 0Z" fill="${ground}"/><path d="M-50 2A50 16 0 0 0 50 2A50 16 0 0 0-50 2Z" fill="${fill}" opacity=".35"/>`,
  jahe: (fill) =>
    `<path d="M-66 30C-80 4-50-10-36-2C-44-34-10-48 0-22C6-52 40-58 40-26C66-34 84-6 60 12C74 34 48 54 28 38C16 62-18 58-20 38C-34 52-58 48-66 30Z" fill="${fill}"/>`,
  lebah: (fill, ground) =>
    `<ellipse cx="-22" cy="-34" rx="22" ry="34" fill="${fill}" opacity=".55" transform="rotate(-30 -22 -34)"/><ellipse cx="22" cy="-34" rx="22" ry="34" fill="${fill}" opacity=".55" transform="rotate(30 22 -34)"/><ellipse cy="16" rx="36" ry="50" fill="${fill}"/><path d="M-34 4H34M-36 22H36M-28 42H28" stroke="${ground}" stroke-width="9"/>`,
  bulan: (fill) => `<path d="M24-70A72 72 0 1 0 62 48A60 60 0 0 1 24-70Z" fill="${fill}"/>`,
};

/** Puts an emblem of `size` (radius) at a place. `ground` is what shows through it. */
export function mark(
  canvas: Canvas,
  name: Mark,
  place: { x: number; y: number; size: number },
  colours: { fill: string; ground: string },
): void {
  const scale = place.size / 80;
  canvas.add(
    `<g transform="translate(${place.x} ${place.y}) scale(${scale})">${MARKS[name](colours.fill, colours.ground)}</g>`,
  );
}
