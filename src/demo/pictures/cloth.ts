import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import { type ClothColours, type ClothPattern, clothFill } from './patterns.ts';

/** Cloth and what is made of it. */

export type Fabric = { pattern: ClothPattern; colours: ClothColours };

/** Folded cloth, three layers with the pattern on top. */
export function foldedCloth(c: Canvas, { pattern, colours }: Fabric): void {
  c.shadow(500, 786, 330);
  for (const [index, y] of [690, 622, 554].entries()) {
    c.solid(rounded({ x: 196, y, w: 608, h: 100 }, 44), colours.base, {
      box: { x: 196, y, w: 608, h: 100 },
      shade: 0.16 + index * 0.02,
    });
    c.line(`M230 ${y + 84}H770`, TONES.ink, 4, 0.2);
  }
  const top = 'M226 300Q230 270 262 266L742 244Q774 244 780 274L812 560Q816 598 776 602L234 612Q192 612 194 572Z';
  c.solid(top, clothFill(c, pattern, colours), { box: { x: 194, y: 240, w: 620, h: 372 }, shade: 0.1, light: 0.08 });
  c.line('M226 300L212 560', TONES.putih, 6, 0.3);
}

/** A length of cloth hanging over a bar, fringe below. */
export function hangingCloth(c: Canvas, { pattern, colours }: Fabric): void {
  c.ellipse(520, 872, 260, 20, TONES.ink, 0.14);
  c.rect({ x: 150, y: 150, w: 700, h: 26, r: 13 }, TONES.kayu);
  c.circle(150, 163, 24, TONES.soga);
  c.circle(850, 163, 24, TONES.soga);
  const fringe = (x: number, w: number, y: number): string =>
    Array.from({ length: Math.round(w / 22) }, (_, i) => `M${x + 11 + i * 22} ${y}v44`).join('');
  c.solid('M470 150H740Q752 150 752 166V640H470Z', clothFill(c, pattern, colours, 0.9), {
    box: { x: 470, y: 150, w: 282, h: 500 },
    shade: 0.2,
  });
  c.line(fringe(470, 282, 640), colours.first, 6);
  c.solid('M262 166Q262 150 276 150H560V780H262Z', clothFill(c, pattern, colours, 0.9), {
    box: { x: 262, y: 150, w: 298, h: 640 },
    shade: 0.1,
  });
  c.line(fringe(262, 298, 780), colours.first, 6);
  c.line('M560 170V780', TONES.ink, 5, 0.2);
}

/** A rolled bolt of cloth, its end hanging out. */
export function clothRoll(c: Canvas, { pattern, colours }: Fabric): void {
  const fill = clothFill(c, pattern, colours, 0.9);
  c.shadow(500, 800, 340);
  c.solid('M200 520H640V780Q520 812 400 780T200 790Z', fill, { box: { x: 200, y: 520, w: 440, h: 280 }, shade: 0.08 });
  c.solid('M200 400H720V640H200Q160 640 160 520T200 400Z', fill, {
    box: { x: 160, y: 400, w: 560, h: 240 },
    shade: 0.06,
    light: 0.2,
  });
  c.rect({ x: 176, y: 584, w: 544, h: 56 }, TONES.ink, 0.16);
  c.ellipse(724, 520, 60, 120, colours.base);
  c.ellipse(724, 520, 60, 120, TONES.putih, 0.22);
  c.ellipse(724, 520, 40, 84, colours.first);
  c.ellipse(724, 520, 24, 50, colours.base);
  c.ellipse(724, 520, 10, 20, TONES.kayu);
}

/** A short-sleeved shirt without collar. */
export function tshirt(c: Canvas, { fabric, print }: { fabric: Fabric; print?: (c: Canvas) => void }): void {
  c.ellipse(520, 872, 240, 22, TONES.ink, 0.14);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.8);
  c.solid(
    'M372 188Q500 270 628 188L760 236L880 430L756 506L700 430V840Q500 872 300 840V430L244 506L120 430L240 236Z',
    fill,
    { box: { x: 300, y: 180, w: 400, h: 690 }, shade: 0.1, light: 0 },
  );
  c.line('M372 188Q500 270 628 188', TONES.ink, 16, 0.22);
  c.line('M700 430L688 340M300 430L312 340', TONES.ink, 6, 0.2);
  c.line('M150 414L262 482M850 414L738 482', TONES.ink, 4, 0.2);
  print?.(c);
}

/** A shirt with collar and buttons. */
export function shirt(c: Canvas, { fabric, long = false }: { fabric: Fabric; long?: boolean }): void {
  c.ellipse(520, 880, 240, 22, TONES.ink, 0.14);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.8);
  const sleeves = long
    ? 'L842 280L900 730L800 756L706 430V850H294V430L200 756L100 730L158 280Z'
    : 'L778 240L890 470L766 526L706 420V850H294V420L234 526L110 470L222 240Z';
  c.solid(`M380 186H620${sleeves}`, fill, { box: { x: 294, y: 180, w: 412, h: 680 }, shade: 0.1, light: 0 });
  c.flat('M470 220H530V850H470Z', fabric.colours.base, 0.85);
  c.line('M470 250V850M530 250V850', TONES.ink, 3, 0.25);
  for (let y = 330; y < 840; y += 104) c.circle(500, y, 13, fabric.colours.first);
  c.flat('M380 180L500 300L426 356L340 220Z', fabric.colours.base);
  c.flat('M620 180L500 300L574 356L660 220Z', fabric.colours.base);
  c.flat('M620 180L500 300L574 356L660 220Z', TONES.ink, 0.14);
  c.flat('M410 176H590L500 290Z', TONES.ink, 0.34);
}

/** A long dress. */
export function dress(c: Canvas, { fabric, trim }: { fabric: Fabric; trim: string }): void {
  c.ellipse(520, 900, 260, 20, TONES.ink, 0.14);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.8);
  c.solid(
    'M412 120Q500 178 588 120L676 158L752 470L668 492L640 330L618 430L760 880Q500 912 240 880L382 430L360 330L332 492L248 470L324 158Z',
    fill,
    { box: { x: 240, y: 110, w: 520, h: 800 }, shade: 0.1, light: 0.04 },
  );
  c.line('M412 120Q500 178 588 120', trim, 16);
  c.line('M384 430H616', trim, 20);
  c.line('M246 850Q500 884 754 850', trim, 16);
  c.line('M440 460L370 840M500 460V850M560 460L630 840', TONES.ink, 5, 0.14);
}

/** A head scarf, draped over a stand. */
export function hijab(c: Canvas, { fabric, edge }: { fabric: Fabric; edge: string }): void {
  c.shadow(500, 868, 240, 26);
  c.rect({ x: 484, y: 640, w: 32, h: 220 }, TONES.kayu);
  c.solid(rounded({ x: 380, y: 836, w: 240, h: 34 }, 17), TONES.soga);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.7);
  c.solid(
    'M500 130Q690 130 690 360Q690 470 770 610Q640 770 500 730Q350 770 226 620Q310 470 310 360Q310 130 500 130Z',
    fill,
    { box: { x: 226, y: 130, w: 544, h: 640 }, shade: 0.12, light: 0.06 },
  );
  c.ellipse(500, 376, 116, 148, TONES.krem);
  c.ellipse(500, 376, 116, 148, TONES.ink, 0.07);
  c.line('M384 400Q384 228 500 228T616 400', edge, 12);
  c.line('M384 400Q420 540 500 540T616 400', TONES.ink, 6, 0.2);
  c.line('M420 530Q360 600 300 640M500 544Q520 640 470 724M580 530Q650 590 700 640', TONES.ink, 6, 0.18);
}

/** A pair of trousers, folded once at the waist. */
export function trousers(c: Canvas, { fabric }: { fabric: Fabric }): void {
  c.ellipse(520, 890, 220, 20, TONES.ink, 0.14);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.8);
  c.solid('M332 140H668L720 860H548L504 430L452 860H280Z', fill, {
    box: { x: 280, y: 130, w: 440, h: 740 },
    shade: 0.12,
    light: 0.06,
  });
  c.flat('M328 130H672L678 214H322Z', fabric.colours.base);
  c.flat('M328 130H672L678 214H322Z', TONES.ink, 0.16);
  c.line('M490 214L462 330M500 214V440', TONES.ink, 5, 0.24);
  c.line('M470 140Q420 240 440 320M530 140Q560 230 540 300', fabric.colours.second, 10);
}

/** A songkok or cap: a low oval crown. */
export function cap(c: Canvas, { fabric }: { fabric: Fabric }): void {
  c.shadow(500, 700, 310);
  const fill = clothFill(c, fabric.pattern, fabric.colours, 0.8);
  c.solid('M206 400L180 640Q340 720 500 720T820 640L794 400Z', fill, {
    box: { x: 180, y: 390, w: 640, h: 330 },
    shade: 0.14,
  });
  c.solid(oval(500, 402, 294, 88), fabric.colours.base, { shade: 0, light: 0 });
  c.ellipse(500, 402, 294, 88, TONES.putih, 0.12);
  c.line('M222 420Q500 536 778 420', TONES.ink, 6, 0.2);
}
