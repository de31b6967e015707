import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import type { Fabric } from './cloth.ts';
import { clothFill } from './patterns.ts';

/** Things of the house. */

/** A weave of two tones, as on rattan and pandan. */
function weave(c: Canvas, dark: string, light: string, size = 56): string {
  const h = size / 2;
  return c.tile(
    size,
    `<rect width="${size}" height="${size}" fill="${dark}"/><rect x="2" y="3" width="${size - 4}" height="${h - 6}" rx="8" fill="${light}"/>` +
      `<rect x="${-h + 2}" y="${h + 3}" width="${size - 4}" height="${h - 6}" rx="8" fill="${light}"/><rect x="${h + 2}" y="${h + 3}" width="${size - 4}" height="${h - 6}" rx="8" fill="${light}"/>`,
  );
}

/** A basket with two handles or a lid. */
export function basket(c: Canvas, { dark, light, lid = false }: { dark: string; light: string; lid?: boolean }): void {
  const fill = weave(c, dark, light);
  c.shadow(500, 826, 310);
  if (!lid) c.line('M330 440Q330 190 500 190T670 440', dark, 30);
  c.solid('M212 430H788L724 790Q718 834 670 834H330Q282 834 276 790Z', fill, {
    box: { x: 212, y: 430, w: 576, h: 404 },
    shade: 0.16,
  });
  c.solid(rounded({ x: 194, y: 404, w: 612, h: 66 }, 33), light, { box: { x: 194, y: 404, w: 612, h: 66 } });
  c.line('M214 452H786', dark, 7, 0.7);
  if (lid) {
    c.solid('M206 412Q230 268 500 268T794 412Z', fill, { box: { x: 206, y: 268, w: 588, h: 150 }, shade: 0.12 });
    c.circle(500, 262, 34, dark);
    c.circle(500, 256, 20, light);
  }
}

/** A round tray or winnowing basket from the front. */
export function tray(c: Canvas, { dark, light }: { dark: string; light: string }): void {
  c.ellipse(520, 880, 250, 20, TONES.ink, 0.15);
  c.circle(500, 510, 350, dark);
  c.circle(500, 510, 316, weave(c, dark, light, 48));
  c.add(`<circle cx="500" cy="510" r="333" fill="none" stroke="${light}" stroke-width="30" stroke-dasharray="40 12"/>`);
  c.add(`<path d="M740 272A350 350 0 0 1 500 860A330 330 0 0 0 740 272Z" fill="${TONES.ink}" opacity=".12"/>`);
}

/** A table lamp. */
export function lamp(
  c: Canvas,
  { shade, base, glow = TONES.kunyitMuda }: { shade: string; base: string; glow?: string },
): void {
  c.ellipse(500, 470, 380, 330, glow, 0.34);
  c.shadow(500, 842, 200, 26);
  c.rect({ x: 484, y: 500, w: 32, h: 200 }, TONES.kayu);
  c.solid(
    'M430 690Q430 640 500 640T570 690Q590 780 606 800Q616 846 580 846H420Q384 846 394 800Q410 780 430 690Z',
    base,
    { box: { x: 390, y: 640, w: 220, h: 210 } },
  );
  c.solid('M372 190H628L742 510H258Z', shade, { box: { x: 258, y: 190, w: 484, h: 320 }, light: 0.26 });
  c.line('M372 192H628M260 506H740', TONES.ink, 8, 0.18);
  c.line('M620 510V590', TONES.kunyit, 7);
  c.circle(620, 598, 13, TONES.kunyit);
}

/** A hanging lamp of rattan or bamboo. */
export function pendant(c: Canvas, { dark, light }: { dark: string; light: string }): void {
  c.ellipse(500, 560, 400, 340, TONES.kunyitMuda, 0.34);
  c.line('M500 0V240', TONES.ink, 8);
  c.rect({ x: 462, y: 220, w: 76, h: 70, r: 14 }, dark);
  c.ellipse(500, 700, 90, 90, TONES.kunyitMuda);
  c.solid('M430 284H570Q830 420 850 720Q500 800 150 720Q170 420 430 284Z', light, {
    box: { x: 150, y: 280, w: 700, h: 500 },
    shade: 0.14,
  });
  for (const x of [-260, -170, -84, 0, 84, 170, 260])
    c.line(`M${500 + x * 0.22} 286Q${500 + x * 1.1} 420 ${500 + x * 1.28} ${754 - Math.abs(x) * 0.1}`, dark, 9, 0.8);
  c.line('M236 500Q500 566 764 500M182 620Q500 692 818 620', dark, 9, 0.8);
  c.line('M150 720Q500 800 850 720', dark, 22);
}

export type Plant = {
  pot: string;
  leaf: string;
  leafDark: string;
  form: 'monstera' | 'sansevieria' | 'palem' | 'kaktus' | 'sirih';
};

/** A plant in its pot. */
export function plant(c: Canvas, { pot, leaf, leafDark, form }: Plant): void {
  c.shadow(500, 862, 220, 28);
  GROWN[form](c, leaf, leafDark);
  c.solid('M352 620H648L612 830Q606 866 570 866H430Q394 866 388 830Z', pot, {
    box: { x: 352, y: 620, w: 296, h: 246 },
  });
  c.solid(rounded({ x: 332, y: 586, w: 336, h: 70 }, 18), pot, { box: { x: 332, y: 586, w: 336, h: 70 } });
  c.line('M340 656H660', TONES.ink, 6, 0.2);
}

// biome-ignore lint/complexity/useMaxParams: a drawing reads best as place, turn, size.
const blade = (x: number, y: number, turn: number, w: number, h: number): string =>
  `<path d="M0 0C${-w}-${h * 0.3} ${-w}-${h * 0.75} 0-${h}C${w}-${h * 0.75} ${w}-${h * 0.3} 0 0Z" transform="translate(${x} ${y}) rotate(${turn})"`;

const GROWN: Record<Plant['form'], (c: Canvas, leaf: string, dark: string) => void> = {
  monstera: (c, leaf, dark) => {
    for (const [turn, h, colour] of [
      [-58, 300, dark],
      [56, 310, dark],
      [-28, 400, leaf],
      [30, 390, leaf],
      [0, 450, dark],
      [-78, 210, leaf],
      [78, 220, leaf],
    ] as const) {
      c.line(
        `M500 600L${500 + Math.sin((turn * Math.PI) / 180) * h * 0.62} ${600 - Math.cos((turn * Math.PI) / 180) * h * 0.62}`,
        dark,
        10,
      );
      const [x, y] = [
        500 + Math.sin((turn * Math.PI) / 180) * h * 0.45,
        600 - Math.cos((turn * Math.PI) / 180) * h * 0.45,
      ];
      c.add(`${blade(x, y, turn, 120, 220)} fill="${colour}"/>`);
      c.add(
        `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M0-10V-190M0-60L-56-96M0-60L56-96M0-110L-46-146M0-110L46-146" stroke="${TONES.pandan}" stroke-width="6" fill="none" opacity=".8"/></g>`,
      );
    }
  },
  sansevieria: (c, leaf, dark) => {
    for (const [x, turn, h, colour] of [
      [430, -14, 420, dark],
      [570, 14, 430, dark],
      [470, -5, 500, leaf],
      [534, 6, 470, leaf],
      [500, 1, 390, dark],
    ] as const) {
      c.add(`${blade(x, 620, turn, 46, h)} fill="${TONES.kunyitMuda}"/>`);
      c.add(`${blade(x, 620, turn, 32, h * 0.96)} fill="${colour}"/>`);
    }
  },
  palem: (c, leaf, dark) => {
    for (const turn of [-72, -48, -24, 0, 24, 48, 72]) {
      c.add(
        `<g transform="translate(500 610) rotate(${turn})"><path d="M0 0Q8-200 0-360" stroke="${dark}" stroke-width="9" fill="none"/>`,
      );
      for (let y = 110; y < 360; y += 32)
        c.add(`${blade(0, -y, -62, 13, 92)} fill="${leaf}"/>${blade(0, -y, 62, 13, 92)} fill="${dark}"/>`);
      c.add('</g>');
    }
  },
  kaktus: (c, leaf, dark) => {
    c.line('M420 470H350V330', leaf, 84);
    c.line('M580 420H656V290', leaf, 76);
    c.solid(rounded({ x: 416, y: 180, w: 168, h: 440 }, 84), leaf, { box: { x: 416, y: 180, w: 168, h: 440 } });
    c.line('M464 240V600M500 220V600M536 240V600M350 344V440M656 300V400', dark, 6, 0.6);
    c.circle(500, 186, 30, TONES.mawar);
    c.circle(500, 186, 12, TONES.kunyit);
  },
  sirih: (c, leaf, dark) => {
    const spots: [number, number, number, string][] = [
      [360, 560, -60, dark],
      [640, 560, 60, dark],
      [420, 470, -30, leaf],
      [590, 470, 34, leaf],
      [500, 420, 0, dark],
      [320, 700, -150, leaf],
      [690, 720, 150, dark],
      [300, 800, -165, dark],
      [470, 540, -12, leaf],
      [560, 560, 20, leaf],
    ];
    c.line('M360 600Q300 700 300 820M640 600Q710 690 700 780', dark, 8);
    for (const [x, y, turn, colour] of spots)
      c.add(
        `<path d="M0 60C-90 20-78-70-28-72C-10-72 0-58 0-46C0-58 10-72 28-72C78-70 90 20 0 60Z" fill="${colour}" transform="translate(${x} ${y - 30}) rotate(${turn + 180})"/>`,
      );
  },
};

/** A cushion. */
export function cushion(c: Canvas, { fabric }: { fabric: Fabric }): void {
  c.shadow(500, 806, 300);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 1.1);
  c.solid('M196 240Q500 196 804 240Q842 500 804 780Q500 826 196 780Q158 500 196 240Z', fill, {
    box: { x: 170, y: 200, w: 660, h: 620 },
    shade: 0.1,
    light: 0.1,
  });
  c.line('M196 240Q500 196 804 240Q842 500 804 780Q500 826 196 780Q158 500 196 240Z', fabric.colours.second, 14);
}

/** A rolled mat. */
export function mat(c: Canvas, { dark, light }: { dark: string; light: string }): void {
  c.shadow(520, 780, 360);
  const fill = weave(c, dark, light, 44);
  c.solid('M300 560H900L840 780H190Z', fill, { shade: 0 });
  c.line('M330 560L224 780M872 560L812 780', TONES.bata, 12);
  c.solid('M240 330H760V600H240Q150 590 150 465T240 330Z', fill, {
    box: { x: 150, y: 330, w: 610, h: 270 },
    shade: 0,
    light: 0.2,
  });
  c.rect({ x: 190, y: 530, w: 570, h: 70 }, TONES.ink, 0.16);
  c.ellipse(760, 465, 82, 135, light);
  c.add(`<path d="M760 375A52 90 0 1 1 716 500A32 60 0 1 0 780 430" fill="none" stroke="${dark}" stroke-width="12"/>`);
  c.rect({ x: 300, y: 330, w: 26, h: 270 }, TONES.bata, 0.9);
  c.rect({ x: 650, y: 330, w: 26, h: 270 }, TONES.bata, 0.9);
}

/** A stool with a woven seat. */
export function stool(c: Canvas, { wood, seat }: { wood: string; seat: string }): void {
  c.shadow(500, 850, 270);
  c.line('M300 440L250 846M700 440L750 846M410 470L390 800M590 470L610 800', wood, 34);
  c.line('M284 650H716', wood, 22);
  c.line('M700 440L750 846', TONES.ink, 34, 0.14);
  c.solid('M240 380Q240 320 500 320T760 380V430Q760 496 500 496T240 430Z', seat, {
    box: { x: 240, y: 320, w: 520, h: 176 },
  });
  c.ellipse(500, 384, 258, 66, weave(c, seat, TONES.kayuMuda, 40));
}

/** A candle in a glass. */
export function candle(c: Canvas, { glass, wax, label }: { glass: string; wax: string; label: string }): void {
  c.ellipse(500, 280, 150, 150, TONES.kunyitMuda, 0.5);
  c.shadow(500, 826, 220);
  c.flat('M500 210C540 270 548 300 500 340C452 300 460 270 500 210Z', TONES.kunyit);
  c.flat('M500 260C518 290 520 310 500 330C480 310 482 290 500 260Z', TONES.paper);
  c.line('M500 336V420', TONES.ink, 9);
  c.solid(rounded({ x: 316, y: 380, w: 368, h: 452 }, 44), glass, {
    box: { x: 316, y: 380, w: 368, h: 452 },
    light: 0.3,
  });
  c.flat('M316 440Q500 480 684 440V400Q684 380 660 380H340Q316 380 316 400Z', wax);
  c.flat(rounded({ x: 376, y: 540, w: 248, h: 190 }, 12), label);
  c.rect({ x: 430, y: 610, w: 140, h: 13, r: 6 }, TONES.ink, 0.7);
  c.rect({ x: 450, y: 646, w: 100, h: 9, r: 4 }, TONES.ink, 0.4);
}

/** A mirror in a carved or woven frame. */
export function mirror(c: Canvas, { frame, dots }: { frame: string; dots: string }): void {
  c.ellipse(520, 890, 220, 18, TONES.ink, 0.15);
  c.circle(500, 500, 350, frame);
  for (let i = 0; i < 24; i++) c.turned(i * 15, 500, 500, () => c.ellipse(500, 184, 17, 30, dots));
  c.circle(500, 500, 262, TONES.soga, 0.5);
  c.circle(500, 500, 250, TONES.kabut);
  c.clipped(oval(500, 500, 250, 250), () => {
    c.turned(40, 500, 500, () => {
      c.rect({ x: 380, y: 200, w: 60, h: 600 }, TONES.putih, 0.55);
      c.rect({ x: 470, y: 200, w: 120, h: 600 }, TONES.putih, 0.4);
    });
  });
}
