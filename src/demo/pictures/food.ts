import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import { type Mark, mark } from './marks.ts';

/** Things to eat and drink, packed. */

export type Pack = { body: string; label: string; ink: string; mark: Mark };

/** A standing pouch with a folded top: coffee, tea, spice. */
export function pouch(c: Canvas, { body, label, ink, mark: sign }: Pack): void {
  c.shadow(500, 838, 250);
  const outline = 'M318 250H682L706 800Q708 846 660 846H340Q292 846 294 800Z';
  c.solid(outline, body, { box: { x: 294, y: 240, w: 414, h: 610 } });
  c.flat('M312 196H688L684 262H316Z', body);
  c.flat('M312 196H688L684 262H316Z', TONES.ink, 0.16);
  c.line('M316 262H684', TONES.ink, 4, 0.25);
  c.line('M330 228H670', TONES.putih, 4, 0.45);
  c.flat(rounded({ x: 368, y: 350, w: 264, h: 340 }, 18), label);
  mark(c, sign, { x: 500, y: 468, size: 78 }, { fill: ink, ground: label });
  c.rect({ x: 420, y: 584, w: 160, h: 14, r: 7 }, ink);
  c.rect({ x: 440, y: 616, w: 120, h: 9, r: 4.5 }, ink, 0.55);
  c.rect({ x: 455, y: 640, w: 90, h: 9, r: 4.5 }, ink, 0.35);
  c.circle(500, 304, 13, TONES.ink, 0.18);
}

/** A pillow bag with zigzag ends: chips, crackers. */
export function snackBag(c: Canvas, { body, label, ink, mark: sign }: Pack): void {
  c.shadow(500, 836, 270);
  const teeth = (y: number, to: number): string =>
    Array.from({ length: 13 }, (_, i) => `L${700 - (i + 0.5) * 30.8} ${to}L${700 - (i + 1) * 30.8} ${y}`).join('');
  const outline = `M300 214L300 214Q276 520 300 826${Array.from({ length: 13 }, (_, i) => `L${300 + (i + 0.5) * 30.8} 842L${300 + (i + 1) * 30.8} 826`).join('')}Q724 520 700 214${teeth(214, 198)}Z`;
  c.solid(outline, body, { box: { x: 282, y: 190, w: 436, h: 660 } });
  c.line('M298 262H702M298 780H702', TONES.ink, 4, 0.18);
  c.ellipse(500, 520, 158, 176, label);
  mark(c, sign, { x: 500, y: 490, size: 92 }, { fill: ink, ground: label });
  c.rect({ x: 430, y: 612, w: 140, h: 13, r: 6.5 }, ink);
  c.line('M352 320Q336 420 344 560', TONES.putih, 12, 0.35);
}

export type Jar = { content: string; lid: string; label: string; ink: string; mark: Mark };

/** A glass jar with a lid: sambal, honey, jam. */
export function jar(c: Canvas, { content, lid, label, ink, mark: sign }: Jar): void {
  c.shadow(500, 838, 220);
  const glass = 'M330 362Q316 388 316 424V790Q316 846 372 846H628Q684 846 684 790V424Q684 388 670 362Z';
  c.solid(glass, content, { light: 0.26, box: { x: 316, y: 340, w: 368, h: 510 } });
  c.flat('M330 362H670Q684 388 684 420H316Q316 388 330 362Z', TONES.putih, 0.4);
  c.solid(rounded({ x: 322, y: 262, w: 356, h: 104 }, 20), lid, { box: { x: 322, y: 262, w: 356, h: 104 } });
  c.line('M322 338H678', TONES.ink, 4, 0.22);
  c.flat(rounded({ x: 316, y: 486, w: 368, h: 262 }, 4), label);
  c.flat('M581 486H684V748H581Z', TONES.ink, 0.08);
  mark(c, sign, { x: 500, y: 590, size: 70 }, { fill: ink, ground: label });
  c.rect({ x: 418, y: 688, w: 164, h: 12, r: 6 }, ink);
  c.rect({ x: 448, y: 712, w: 104, h: 8, r: 4 }, ink, 0.5);
}

export type Bottle = { content: string; cap: string; label: string; ink: string; mark: Mark; slim?: boolean };

/** A bottle with a neck: sauce, syrup, oil, herbal drink. */
export function bottle(c: Canvas, { content, cap, label, ink, mark: sign, slim = false }: Bottle): void {
  const half = slim ? 100 : 132;
  c.shadow(500, 862, half * 1.35, 26);
  const outline = `M456 176H544V300Q544 340 ${500 + half * 0.8} 384Q${500 + half} 412 ${500 + half} 456V820Q${500 + half} 870 ${500 + half - 50} 870H${500 - half + 50}Q${500 - half} 870 ${500 - half} 820V456Q${500 - half} 412 ${500 - half * 0.8} 384Q456 340 456 300Z`;
  c.solid(outline, content, { light: 0.28, box: { x: 500 - half, y: 170, w: half * 2, h: 710 } });
  c.flat('M456 176H544V262H456Z', TONES.putih, 0.32);
  c.solid(rounded({ x: 446, y: 124, w: 108, h: 84 }, 14), cap, { box: { x: 446, y: 124, w: 108, h: 84 } });
  c.flat(`M${500 - half} 506H${500 + half}V764H${500 - half}Z`, label);
  c.flat(`M${500 + half * 0.45} 506H${500 + half}V764H${500 + half * 0.45}Z`, TONES.ink, 0.08);
  mark(c, sign, { x: 500, y: 610, size: slim ? 56 : 68 }, { fill: ink, ground: label });
  c.rect({ x: 500 - half * 0.55, y: 704, w: half * 1.1, h: 12, r: 6 }, ink);
}

/** A tied cloth sack: rice, flour. */
export function sack(c: Canvas, { body, label, ink, mark: sign }: Pack): void {
  c.shadow(500, 848, 300);
  c.flat('M380 196Q420 150 500 176Q580 150 622 196Q596 250 584 268H416Q402 250 380 196Z', body);
  c.flat('M380 196Q420 150 500 176Q580 150 622 196Q596 250 584 268H416Q402 250 380 196Z', TONES.ink, 0.1);
  const outline =
    'M416 290Q300 330 268 470Q228 660 262 800Q274 856 340 856H662Q728 856 738 800Q772 660 732 470Q700 330 584 290Z';
  c.solid(outline, body, { box: { x: 240, y: 280, w: 520, h: 580 } });
  c.line('M408 280H592', TONES.soga, 22);
  c.line('M560 288Q610 320 604 372', TONES.soga, 10);
  c.line('M440 310Q420 380 424 440M560 310Q584 400 578 470', TONES.ink, 5, 0.12);
  c.circle(500, 596, 150, label);
  mark(c, sign, { x: 500, y: 572, size: 92 }, { fill: ink, ground: label });
  c.rect({ x: 432, y: 690, w: 136, h: 12, r: 6 }, ink);
}

/** A carton standing with its side towards us: cookies, tea bags, cosmetics. */
export function carton(c: Canvas, { body, label, ink, mark: sign }: Pack): void {
  c.shadow(520, 812, 290);
  c.flat('M250 300L640 300L740 244L356 244Z', body);
  c.flat('M250 300L640 300L740 244L356 244Z', TONES.putih, 0.3);
  c.flat('M640 300L740 244V752L640 816Z', body);
  c.flat('M640 300L740 244V752L640 816Z', TONES.ink, 0.22);
  c.flat('M250 300H640V816H250Z', body);
  c.flat('M250 300H296V816H250Z', TONES.putih, 0.14);
  c.flat(rounded({ x: 292, y: 370, w: 306, h: 330 }, 14), label);
  mark(c, sign, { x: 445, y: 498, size: 92 }, { fill: ink, ground: label });
  c.rect({ x: 360, y: 622, w: 170, h: 14, r: 7 }, ink);
  c.rect({ x: 390, y: 652, w: 110, h: 9, r: 4.5 }, ink, 0.5);
  c.rect({ x: 292, y: 736, w: 306, h: 10, r: 5 }, label, 0.7);
}

/** A round tin with cookies or sweets. */
export function tin(c: Canvas, { body, label, ink, mark: sign }: Pack): void {
  c.shadow(500, 790, 290);
  const side = 'M230 470V700Q230 800 500 800T770 700V470Z';
  c.solid(side, body, { box: { x: 230, y: 460, w: 540, h: 350 } });
  c.flat('M230 560Q500 660 770 560V620Q500 720 230 620Z', label, 0.85);
  c.solid(oval(500, 452, 282, 118), body, { shade: 0, light: 0 });
  c.ellipse(500, 452, 282, 118, TONES.putih, 0.16);
  c.ellipse(500, 440, 262, 106, label);
  c.add('<g transform="translate(500 440) scale(1 .42)">');
  mark(c, sign, { x: 0, y: 0, size: 108 }, { fill: ink, ground: label });
  c.add('</g>');
}

/** A plate of small cakes or crackers, piled. */
export function platter(
  c: Canvas,
  { plate, pieces, topping }: { plate: string; pieces: string; topping: string },
): void {
  c.shadow(500, 740, 330);
  c.solid(oval(500, 690, 330, 84), plate, { box: { x: 170, y: 600, w: 660, h: 180 } });
  c.ellipse(500, 676, 262, 58, TONES.ink, 0.09);
  const spots: [number, number][] = [
    [330, 610],
    [500, 632],
    [670, 610],
    [412, 530],
    [588, 530],
    [500, 446],
  ];
  for (const [x, y] of spots) {
    c.ellipse(x + 6, y + 44, 86, 26, TONES.ink, 0.14);
    c.solid(
      `M${x - 88} ${y + 34}Q${x - 88} ${y - 66} ${x} ${y - 66}T${x + 88} ${y + 34}Q${x + 60} ${y + 62} ${x} ${y + 62}T${x - 88} ${y + 34}Z`,
      pieces,
      { box: { x: x - 90, y: y - 70, w: 180, h: 140 } },
    );
    c.ellipse(x - 4, y - 30, 34, 20, topping);
    c.circle(x - 14, y - 36, 6, TONES.putih, 0.6);
  }
}
