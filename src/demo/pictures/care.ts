import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import { type Mark, mark } from './marks.ts';

/** What cares for skin and hair. */

/** Two bars of soap, one on the other. */
export function soap(c: Canvas, { first, second, mark: sign }: { first: string; second: string; mark: Mark }): void {
  c.shadow(500, 770, 320);
  const bar = (x: number, y: number, colour: string): void => {
    c.flat(rounded({ x, y: y + 56, w: 560, h: 130 }, 50), colour);
    c.flat(rounded({ x, y: y + 56, w: 560, h: 130 }, 50), TONES.ink, 0.2);
    c.solid(rounded({ x, y, w: 560, h: 140 }, 56), colour, { box: { x, y, w: 560, h: 140 }, light: 0.24 });
  };
  bar(210, 586, second);
  c.turned(-7, 500, 460, () => {
    bar(232, 390, first);
    c.add('<g transform="translate(512 458) scale(1 .62)">');
    mark(c, sign, { x: 0, y: 0, size: 62 }, { fill: TONES.ink, ground: first });
    c.add('</g>');
  });
  c.circle(250, 330, 34, TONES.putih, 0.7);
  c.circle(310, 276, 20, TONES.putih, 0.7);
  c.circle(742, 318, 26, TONES.putih, 0.6);
}

/** A small bottle with a dropper: serum, essential oil. */
export function dropper(c: Canvas, { glass, label, cap }: { glass: string; label: string; cap: string }): void {
  c.shadow(500, 850, 190, 26);
  c.solid('M440 400H560Q660 430 660 520V800Q660 856 604 856H396Q340 856 340 800V520Q340 430 440 400Z', glass, {
    box: { x: 340, y: 400, w: 320, h: 456 },
    light: 0.28,
  });
  c.solid(rounded({ x: 430, y: 300, w: 140, h: 116 }, 16), cap, { box: { x: 430, y: 300, w: 140, h: 116 } });
  c.line('M446 330V400M470 330V400M494 330V400M518 330V400M542 330V400', TONES.ink, 4, 0.25);
  c.solid(rounded({ x: 458, y: 136, w: 84, h: 170 }, 42), TONES.ink, {
    box: { x: 458, y: 136, w: 84, h: 170 },
    light: 0.3,
  });
  c.flat('M340 560H660V760H340Z', label);
  c.flat('M574 560H660V760H574Z', TONES.ink, 0.08);
  c.rect({ x: 420, y: 620, w: 160, h: 15, r: 7 }, TONES.ink, 0.75);
  c.rect({ x: 446, y: 660, w: 108, h: 9, r: 4 }, TONES.ink, 0.4);
  c.rect({ x: 458, y: 686, w: 84, h: 9, r: 4 }, TONES.ink, 0.4);
}

/** A tube standing on its cap. */
export function tube(
  c: Canvas,
  { body, cap, mark: sign, ink }: { body: string; cap: string; mark: Mark; ink: string },
): void {
  c.shadow(500, 862, 180, 26);
  c.solid('M330 150H670L628 740H372Z', body, { box: { x: 330, y: 150, w: 340, h: 590 }, light: 0.28 });
  c.rect({ x: 322, y: 136, w: 356, h: 44, r: 8 }, body);
  c.rect({ x: 322, y: 136, w: 356, h: 44, r: 8 }, TONES.ink, 0.12);
  c.line(
    'M350 150V170M380 150V170M410 150V170M440 150V170M470 150V170M500 150V170M530 150V170M560 150V170M590 150V170M620 150V170M650 150V170',
    TONES.ink,
    5,
    0.2,
  );
  mark(c, sign, { x: 500, y: 360, size: 82 }, { fill: ink, ground: body });
  c.rect({ x: 414, y: 500, w: 172, h: 15, r: 7 }, ink);
  c.rect({ x: 444, y: 538, w: 112, h: 9, r: 4 }, ink, 0.5);
  c.solid(rounded({ x: 384, y: 736, w: 232, h: 128 }, 22), cap, { box: { x: 384, y: 736, w: 232, h: 128 } });
}

/** A bottle with a pump. */
export function pump(
  c: Canvas,
  { body, cap, label, mark: sign, ink }: { body: string; cap: string; label: string; mark: Mark; ink: string },
): void {
  c.shadow(500, 858, 210, 28);
  c.line('M500 320V210', cap, 26);
  c.flat('M360 168H560Q600 168 600 210V232H470V206H360Q340 206 340 187T360 168Z', cap);
  c.solid(rounded({ x: 430, y: 300, w: 140, h: 80 }, 14), cap, { box: { x: 430, y: 300, w: 140, h: 80 } });
  c.solid('M420 376H580Q672 400 672 490V800Q672 864 608 864H392Q328 864 328 800V490Q328 400 420 376Z', body, {
    box: { x: 328, y: 376, w: 344, h: 488 },
    light: 0.26,
  });
  c.flat(rounded({ x: 372, y: 500, w: 256, h: 270 }, 14), label);
  mark(c, sign, { x: 500, y: 600, size: 66 }, { fill: ink, ground: label });
  c.rect({ x: 428, y: 700, w: 144, h: 12, r: 6 }, ink);
}

/** An open compact: powder and mirror. */
export function compact(c: Canvas, { shell, powder }: { shell: string; powder: string }): void {
  c.shadow(500, 806, 300);
  c.solid(oval(500, 330, 252, 218), shell, { box: { x: 248, y: 110, w: 504, h: 440 } });
  c.ellipse(500, 330, 212, 180, TONES.kabut);
  c.line('M400 380L560 230M470 420L620 280', TONES.putih, 20, 0.7);
  c.rect({ x: 430, y: 540, w: 140, h: 30, r: 10 }, TONES.kunyit);
  c.solid('M214 660Q214 560 500 560T786 660V710Q786 812 500 812T214 710Z', shell, {
    box: { x: 214, y: 560, w: 572, h: 252 },
  });
  c.ellipse(500, 664, 250, 84, TONES.paper);
  c.ellipse(500, 668, 216, 66, powder);
  c.line('M360 650Q500 700 640 650', TONES.ink, 6, 0.12);
}

/** Two lipsticks. */
export function lipstick(c: Canvas, { shell, colour }: { shell: string; colour: string }): void {
  c.shadow(500, 850, 260);
  c.solid('M346 440V300L446 236V440Z', colour, { box: { x: 346, y: 236, w: 100, h: 204 }, light: 0.24 });
  c.solid('M330 430H462V560H330Z', TONES.kunyit, { box: { x: 330, y: 430, w: 132, h: 130 }, light: 0.3 });
  c.solid(rounded({ x: 312, y: 550, w: 168, h: 300 }, 16), shell, { box: { x: 312, y: 550, w: 168, h: 300 } });
  c.solid(rounded({ x: 560, y: 400, w: 168, h: 450 }, 26), shell, { box: { x: 560, y: 400, w: 168, h: 450 } });
  c.rect({ x: 560, y: 620, w: 168, h: 16 }, TONES.kunyit);
}

/** A comb and brush of wood. */
export function comb(c: Canvas, { wood }: { wood: string }): void {
  c.turned(-18, 500, 500, () => {
    c.add(
      `<g transform="translate(16 20)" opacity=".14">${`<path d="M150 360Q500 260 850 360V460H150Z" fill="${TONES.ink}"/>`}</g>`,
    );
    c.solid('M150 350Q500 250 850 350V450H150Z', wood, { box: { x: 150, y: 250, w: 700, h: 200 }, shade: 0.08 });
    for (let x = 160; x < 850; x += 30) c.flat(`M${x} 448h16l-3 210q-5 12-10 0Z`, wood);
    c.flat('M150 448h34l-4 220q-14 16-26 0ZM816 448h34l-4 220q-14 16-26 0Z', wood);
    c.line('M230 372Q500 300 770 372', TONES.soga, 7, 0.4);
  });
}
