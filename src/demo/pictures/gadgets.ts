import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import type { Fabric } from './cloth.ts';
import { clothFill } from './patterns.ts';

/** Things with a plug. */

/** Over-ear headphones. */
export function headphones(c: Canvas, { body, pad }: { body: string; pad: string }): void {
  c.ellipse(520, 868, 300, 22, TONES.ink, 0.15);
  c.line('M236 600V520Q236 236 500 236T764 520V600', body, 58);
  c.line('M764 560V520Q764 236 500 236', TONES.ink, 58, 0.12);
  c.line('M300 396Q370 284 500 284T700 396', pad, 30);
  for (const [x, side] of [
    [236, 1],
    [764, -1],
  ] as const) {
    c.solid(rounded({ x: x - 72, y: 540, w: 144, h: 290 }, 66), body, { box: { x: x - 72, y: 540, w: 144, h: 290 } });
    c.solid(rounded({ x: side > 0 ? x + 40 : x - 100, y: 556, w: 60, h: 258 }, 30), pad, {
      box: { x: x - 60, y: 556, w: 120, h: 258 },
    });
  }
  c.circle(216, 690, 26, TONES.kunyit);
}

/** Small earphones before their case. */
export function earbuds(c: Canvas, { body, inside }: { body: string; inside: string }): void {
  c.shadow(500, 800, 300);
  c.solid(rounded({ x: 250, y: 520, w: 500, h: 280 }, 120), body, { box: { x: 250, y: 520, w: 500, h: 280 } });
  c.line('M256 612H744', TONES.ink, 6, 0.24);
  c.rect({ x: 474, y: 600, w: 52, h: 26, r: 13 }, TONES.kunyit);
  for (const [x, turn] of [
    [378, 14],
    [622, -14],
  ] as const) {
    c.turned(turn, x, 330, () => {
      c.solid(rounded({ x: x - 28, y: 300, w: 56, h: 190 }, 28), body, { box: { x: x - 28, y: 300, w: 56, h: 190 } });
      c.solid(oval(x, 280, 74, 70), body, { box: { x: x - 74, y: 210, w: 148, h: 140 } });
      c.ellipse(x + (turn > 0 ? 44 : -44), 276, 30, 40, inside);
    });
  }
}

/** A phone in its case, seen from behind. */
export function phoneCase(c: Canvas, { fabric }: { fabric: Fabric }): void {
  c.turned(9, 500, 500, () => {
    const outline = rounded({ x: 300, y: 130, w: 400, h: 750 }, 74);
    c.add(`<path d="${rounded({ x: 322, y: 152, w: 400, h: 750 }, 74)}" fill="${TONES.ink}" opacity=".15"/>`);
    c.solid(outline, clothFill(c, fabric.pattern, fabric.colours, 0.9), {
      box: { x: 300, y: 130, w: 400, h: 750 },
      shade: 0.1,
    });
    c.line(outline, fabric.colours.second, 10);
    c.rect({ x: 336, y: 168, w: 176, h: 190, r: 50 }, TONES.ink);
    for (const [x, y] of [
      [388, 222],
      [388, 304],
      [460, 262],
    ] as const) {
      c.circle(x, y, 34, TONES.batu);
      c.circle(x, y, 20, TONES.malam);
      c.circle(x - 7, y - 7, 6, TONES.putih, 0.8);
    }
  });
}

/** A power bank with its cable. */
export function powerBank(c: Canvas, { body, light }: { body: string; light: string }): void {
  c.shadow(480, 826, 210);
  c.line('M500 236Q520 130 650 150T760 330V560', TONES.batu, 20);
  c.rect({ x: 734, y: 540, w: 52, h: 84, r: 12 }, TONES.ink);
  c.rect({ x: 744, y: 620, w: 32, h: 40, r: 4 }, TONES.baja);
  c.solid(rounded({ x: 320, y: 240, w: 320, h: 590 }, 54), body, { box: { x: 320, y: 240, w: 320, h: 590 } });
  for (let i = 0; i < 4; i++) c.circle(400 + i * 54, 310, 12, i < 3 ? light : TONES.abu);
  c.rect({ x: 456, y: 222, w: 64, h: 26, r: 8 }, TONES.ink);
  c.rect({ x: 400, y: 700, w: 160, h: 16, r: 8 }, light, 0.8);
}

/** A coiled cable with two plugs. */
export function cable(c: Canvas, { cord, plug }: { cord: string; plug: string }): void {
  c.ellipse(520, 548, 300, 290, TONES.ink, 0.07);
  for (const r of [280, 236, 192])
    c.add(
      `<circle cx="500" cy="520" r="${r}" fill="none" stroke="${cord}" stroke-width="26"/><circle cx="500" cy="520" r="${r}" fill="none" stroke="#fff" stroke-width="4" opacity=".25" stroke-dasharray="14 12"/>`,
    );
  c.line('M306 520Q330 360 470 400T640 620', cord, 26);
  c.turned(52, 660, 650, () => {
    c.rect({ x: 640, y: 610, w: 110, h: 66, r: 16 }, plug);
    c.rect({ x: 744, y: 620, w: 56, h: 46, r: 6 }, TONES.baja);
  });
  c.turned(-30, 300, 560, () => {
    c.rect({ x: 190, y: 500, w: 120, h: 62, r: 18 }, plug);
    c.rect({ x: 140, y: 512, w: 58, h: 38, r: 16 }, TONES.baja);
  });
  c.rect({ x: 444, y: 756, w: 112, h: 70, r: 14 }, TONES.ink);
}

/** A portable speaker. */
export function speaker(c: Canvas, { body, grill }: { body: string; grill: string }): void {
  c.shadow(500, 792, 340);
  c.line('M340 330Q340 200 500 200T660 330', body, 30);
  c.solid(rounded({ x: 166, y: 320, w: 668, h: 470 }, 130), body, { box: { x: 166, y: 320, w: 668, h: 470 } });
  const dots = c.tile(
    22,
    `<rect width="22" height="22" fill="${grill}"/><circle cx="11" cy="11" r="6" fill="${TONES.ink}" opacity=".45"/>`,
  );
  for (const x of [344, 656]) {
    c.circle(x, 556, 142, TONES.ink, 0.25);
    c.circle(x, 556, 130, dots);
    c.circle(x, 556, 46, body);
    c.circle(x - 12, 542, 14, TONES.putih, 0.35);
  }
  c.rect({ x: 448, y: 374, w: 104, h: 20, r: 10 }, TONES.kunyit);
}

/** Four rows of twelve keys; the space bar takes the middle of the last. */
const KEYS = Array.from({ length: 48 }, (_, index) => [Math.floor(index / 12), index % 12] as const).filter(
  ([row, column]) => row < 3 || column < 3 || column > 8,
);

/** A keyboard seen from above. */
export function keyboard(c: Canvas, { body, keys, accent }: { body: string; keys: string; accent: string }): void {
  c.turned(-9, 500, 520, () => {
    c.rect({ x: 96, y: 372, w: 836, h: 330, r: 36 }, TONES.ink, 0.15);
    c.solid(rounded({ x: 80, y: 350, w: 840, h: 330 }, 36), body, {
      box: { x: 80, y: 350, w: 840, h: 330 },
      shade: 0.06,
    });
    for (const [row, column] of KEYS) {
      const isAccent = (row === 0 && column === 0) || (row === 2 && column === 11);
      const [x, y] = [108 + column * 66, 376 + row * 72];
      c.rect({ x, y, w: 56, h: 58, r: 12 }, isAccent ? accent : keys);
      c.rect({ x, y, w: 56, h: 10, r: 5 }, TONES.putih, 0.35);
    }
    c.rect({ x: 306, y: 592, w: 386, h: 58, r: 12 }, accent);
  });
}

/** A mouse seen from above. */
export function mouse(c: Canvas, { body, accent }: { body: string; accent: string }): void {
  c.turned(14, 500, 520, () => {
    c.ellipse(522, 556, 200, 300, TONES.ink, 0.14);
    c.solid('M500 220Q696 220 696 470V590Q696 820 500 820T304 590V470Q304 220 500 220Z', body, {
      box: { x: 304, y: 220, w: 392, h: 600 },
    });
    c.line('M500 226V450M310 470Q500 510 690 470', TONES.ink, 6, 0.28);
    c.rect({ x: 474, y: 300, w: 52, h: 110, r: 26 }, accent);
    c.line('M486 330H514M486 355H514M486 380H514', TONES.ink, 5, 0.4);
  });
}

/** A desk fan. */
export function fan(c: Canvas, { body, blades }: { body: string; blades: string }): void {
  c.shadow(500, 868, 220, 28);
  c.rect({ x: 474, y: 620, w: 52, h: 200 }, body);
  c.solid(rounded({ x: 330, y: 806, w: 340, h: 62 }, 31), body, { box: { x: 330, y: 806, w: 340, h: 62 } });
  c.circle(500, 410, 290, TONES.putih, 0.5);
  for (const turn of [0, 120, 240])
    c.turned(turn, 500, 410, () => c.flat('M500 410C420 340 420 190 510 150C600 170 610 330 500 410Z', blades));
  for (const r of [290, 220, 150])
    c.add(`<circle cx="500" cy="410" r="${r}" fill="none" stroke="${body}" stroke-width="${r === 290 ? 20 : 7}"/>`);
  for (let i = 0; i < 12; i++) c.turned(i * 30, 500, 410, () => c.line('M500 410V124', body, 6));
  c.circle(500, 410, 54, body);
  c.circle(500, 410, 24, TONES.kunyit);
}

/** A rice cooker. */
export function cooker(c: Canvas, { body, lid, panel }: { body: string; lid: string; panel: string }): void {
  c.shadow(500, 810, 320);
  c.solid('M216 440H784V720Q784 814 690 814H310Q216 814 216 720Z', body, {
    box: { x: 216, y: 440, w: 568, h: 374 },
    light: 0.3,
  });
  c.solid('M206 446Q206 280 500 280T794 446Z', lid, { box: { x: 206, y: 280, w: 588, h: 170 }, light: 0.24 });
  c.line('M206 446H794', TONES.ink, 10, 0.25);
  c.rect({ x: 430, y: 250, w: 140, h: 44, r: 22 }, panel);
  c.rect({ x: 382, y: 560, w: 236, h: 150, r: 26 }, panel);
  c.circle(440, 636, 20, TONES.padi);
  c.circle(500, 636, 20, TONES.kunyit);
  c.circle(560, 636, 20, TONES.bata);
  c.line('M620 330Q640 290 620 260M660 350Q684 306 662 270', TONES.abu, 8, 0.6);
}
