import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import { type ClothColours, clothFill } from './patterns.ts';

/** Things of the kitchen. */

export type Glaze = { clay: string; glaze: string; inside?: string };

/** A mug whose glaze ends in a wave above bare clay. */
export function mug(c: Canvas, { clay, glaze, inside = TONES.kopi }: Glaze): void {
  c.shadow(490, 778, 260);
  c.line('M668 420Q810 420 800 540Q790 650 650 660', glaze, 46);
  c.line('M668 420Q810 420 800 540Q790 650 650 660', TONES.ink, 46, 0.14);
  const outline = 'M276 330L300 720Q306 786 380 786H576Q650 786 656 720L680 330Z';
  c.solid(outline, glaze, {
    box: { x: 276, y: 320, w: 404, h: 470 },
    inner: `<path d="M260 640Q330 600 400 640T540 640T700 630V800H260Z" fill="${clay}"/>`,
  });
  c.ellipse(478, 330, 202, 58, glaze);
  c.ellipse(478, 330, 202, 58, TONES.putih, 0.22);
  c.ellipse(478, 338, 176, 44, inside);
}

/** A bowl with a rim. */
export function bowl(c: Canvas, { clay, glaze, inside = TONES.gading }: Glaze): void {
  c.shadow(500, 772, 230);
  c.solid('M420 720H580L598 776H402Z', clay, { box: { x: 402, y: 720, w: 196, h: 60 } });
  c.solid('M196 420Q210 740 500 740T804 420Z', glaze, {
    box: { x: 196, y: 400, w: 608, h: 350 },
    inner: `<path d="M180 600Q260 560 340 600T500 600T660 600T830 590V760H180Z" fill="${clay}"/>`,
  });
  c.ellipse(500, 420, 304, 92, glaze);
  c.ellipse(500, 420, 304, 92, TONES.putih, 0.24);
  c.ellipse(500, 430, 272, 74, inside);
}

/** Plates leaning into each other as a pile. */
export function plates(c: Canvas, { clay, glaze, inside = TONES.gading }: Glaze): void {
  c.shadow(500, 792, 320);
  for (let i = 0; i < 4; i++) {
    const y = 740 - i * 58;
    c.solid(`M180 ${y}Q190 ${y + 56} 360 ${y + 62}H640Q810 ${y + 56} 820 ${y}Z`, i % 2 ? clay : glaze, {
      box: { x: 180, y, w: 640, h: 70 },
    });
    c.ellipse(500, y, 320, 66, i % 2 ? clay : glaze);
    c.ellipse(500, y, 320, 66, TONES.putih, 0.18);
  }
  c.ellipse(500, 566, 240, 44, inside);
  c.line('M330 566A170 28 0 0 1 500 538', TONES.putih, 8, 0.7);
}

/** A tea pot. */
export function teapot(c: Canvas, { clay, glaze }: Glaze): void {
  c.shadow(500, 790, 280);
  c.line('M318 520Q210 480 196 372', glaze, 52);
  c.line('M690 470Q838 470 820 600Q806 690 680 700', glaze, 36);
  c.line('M690 470Q838 470 820 600Q806 690 680 700', TONES.ink, 36, 0.16);
  c.solid('M300 570Q300 396 500 396T700 570Q700 790 500 790T300 570Z', glaze, {
    box: { x: 300, y: 390, w: 400, h: 400 },
    inner: `<path d="M290 690Q380 650 470 690T640 690T720 680V800H290Z" fill="${clay}"/>`,
  });
  c.solid('M380 400Q400 330 500 330T620 400Q560 424 500 424T380 400Z', clay, {
    box: { x: 380, y: 330, w: 240, h: 96 },
  });
  c.circle(500, 312, 30, clay);
}

/** A wok with two ears. */
export function wok(c: Canvas, { metal, handle }: { metal: string; handle: string }): void {
  c.shadow(500, 752, 270);
  c.line('M196 452Q120 440 128 508Q134 556 210 540', handle, 30);
  c.line('M804 452Q880 440 872 508Q866 556 790 540', handle, 30);
  c.solid('M176 450Q210 752 500 752T824 450Z', metal, { box: { x: 176, y: 440, w: 648, h: 320 } });
  c.ellipse(500, 450, 326, 92, metal);
  c.ellipse(500, 450, 326, 92, TONES.putih, 0.28);
  c.ellipse(500, 460, 290, 72, metal);
  c.ellipse(500, 460, 290, 72, TONES.ink, 0.24);
  c.line('M280 462A220 50 0 0 0 420 512', TONES.putih, 10, 0.4);
}

/** A pan with a long handle, seen from above. */
export function pan(c: Canvas, { metal, handle }: { metal: string; handle: string }): void {
  c.add('<g transform="rotate(38 500 500)">');
  c.ellipse(470, 522, 300, 300, TONES.ink, 0.12);
  c.rect({ x: 724, y: 468, w: 250, h: 64, r: 30 }, handle);
  c.circle(940, 500, 12, TONES.putih, 0.6);
  c.circle(450, 500, 292, metal);
  c.circle(450, 500, 252, TONES.ink, 0.22);
  c.circle(450, 500, 244, metal);
  c.add('</g>');
  c.line('M300 440A200 200 0 0 1 420 310', TONES.putih, 16, 0.34);
}

/** A pot with a lid. */
export function pot(c: Canvas, { metal, handle }: { metal: string; handle: string }): void {
  c.shadow(500, 786, 320);
  c.line('M236 520H170V590H236M764 520H830V590H764', handle, 30);
  c.solid('M230 430H770V730Q770 792 708 792H292Q230 792 230 730Z', metal, {
    box: { x: 230, y: 430, w: 540, h: 362 },
    light: 0.3,
  });
  c.solid('M214 432Q240 316 500 316T786 432Z', metal, { box: { x: 214, y: 316, w: 572, h: 116 }, light: 0.34 });
  c.line('M214 434H786', TONES.ink, 10, 0.2);
  c.rect({ x: 456, y: 262, w: 88, h: 40, r: 20 }, handle);
  c.rect({ x: 486, y: 292, w: 28, h: 30 }, handle);
}

/** A kitchen knife, lying. */
export function knife(c: Canvas, { handle, blade }: { handle: string; blade: string }): void {
  c.add('<g transform="rotate(-36 500 500)">');
  c.flat('M122 548Q340 650 610 574V560H122Z', TONES.ink, 0.12);
  c.flat('M110 520Q330 622 600 548V440Q300 430 110 520Z', blade);
  c.flat('M110 520Q330 622 600 548V520Q330 580 110 520Z', TONES.putih, 0.5);
  c.solid(rounded({ x: 596, y: 436, w: 300, h: 92 }, 40), handle, { box: { x: 596, y: 436, w: 300, h: 92 } });
  for (const x of [660, 746, 832]) c.circle(x, 482, 13, TONES.kunyit);
  c.rect({ x: 584, y: 430, w: 26, h: 122, r: 6 }, TONES.bajaTua);
  c.add('</g>');
}

/** A chopping board with a hole in its handle. */
export function board(c: Canvas, { wood }: { wood: string }): void {
  c.turned(-8, 500, 520, () => {
    c.flat(rounded({ x: 262, y: 330, w: 500, h: 540 }, 46), TONES.ink, 0.14);
    c.flat('M452 150H548Q566 150 566 172L590 330H410L434 172Q434 150 452 150Z', wood);
    c.solid(rounded({ x: 250, y: 310, w: 500, h: 540 }, 46), wood, {
      box: { x: 250, y: 310, w: 500, h: 540 },
      shade: 0.06,
    });
    c.line(
      'M300 360Q340 560 312 800M396 340Q430 560 404 826M500 336Q520 600 500 830M604 340Q640 560 612 824M700 366Q720 580 694 796',
      TONES.soga,
      5,
      0.24,
    );
    c.circle(500, 214, 26, TONES.ink, 0.5);
  });
}

/** A stone mortar with its pestle. */
export function mortar(c: Canvas, { stone, paste }: { stone: string; paste: string }): void {
  c.shadow(490, 760, 310);
  c.solid('M180 470Q196 760 490 760T800 470Z', stone, { box: { x: 180, y: 460, w: 620, h: 300 } });
  c.ellipse(490, 470, 310, 96, stone);
  c.ellipse(490, 470, 310, 96, TONES.putih, 0.2);
  c.ellipse(490, 480, 262, 72, TONES.ink, 0.4);
  c.ellipse(470, 494, 180, 44, paste);
  c.turned(32, 640, 380, () => {
    c.solid(rounded({ x: 590, y: 190, w: 92, h: 330 }, 42), stone, { box: { x: 590, y: 190, w: 92, h: 330 } });
    c.ellipse(636, 500, 58, 34, stone);
  });
  for (const [x, y] of [
    [260, 600],
    [360, 690],
    [520, 650],
    [640, 700],
    [700, 590],
    [430, 610],
  ] as const)
    c.circle(x, y, 7, TONES.ink, 0.16);
}

/** A vacuum flask with a cup for a lid. */
export function thermos(c: Canvas, { body, cap, band }: { body: string; cap: string; band: string }): void {
  c.shadow(500, 862, 180, 28);
  c.solid(rounded({ x: 364, y: 360, w: 272, h: 510 }, 46), body, {
    box: { x: 364, y: 360, w: 272, h: 510 },
    light: 0.24,
  });
  c.solid('M392 300H608L624 380H376Z', TONES.baja, { box: { x: 376, y: 300, w: 248, h: 80 } });
  c.solid(rounded({ x: 384, y: 136, w: 232, h: 186 }, 30), cap, {
    box: { x: 384, y: 136, w: 232, h: 186 },
    light: 0.24,
  });
  c.rect({ x: 364, y: 740, w: 272, h: 20 }, band);
  c.rect({ x: 364, y: 772, w: 272, h: 8 }, band, 0.7);
}

/** Folded tea towels or an apron's cloth with a spoon on top. */
export function spoons(c: Canvas, { wood, cloth }: { wood: string; cloth: ClothColours }): void {
  c.shadow(500, 800, 330);
  c.solid(rounded({ x: 210, y: 560, w: 580, h: 236 }, 26), clothFill(c, 'plaid', cloth, 0.9), {
    box: { x: 210, y: 560, w: 580, h: 236 },
    shade: 0.08,
  });
  c.line('M212 640H788M212 716H788', TONES.ink, 4, 0.16);
  for (const [turn, x, long] of [
    [-24, 410, 300],
    [4, 516, 340],
    [28, 606, 280],
  ] as const) {
    c.turned(turn, x, 560, () => {
      c.ellipse(x + 10, 570 - long + 20, 58, 82, TONES.ink, 0.1);
      c.rect({ x: x - 15, y: 600 - long, w: 30, h: long, r: 15 }, wood);
      c.solid(oval(x, 560 - long, 58, 82), wood, { box: { x: x - 58, y: 478 - long, w: 116, h: 164 } });
      c.ellipse(x - 4, 556 - long, 34, 52, TONES.ink, 0.14);
    });
  }
}
