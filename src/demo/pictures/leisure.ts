import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import type { Fabric } from './cloth.ts';
import { type Mark, mark } from './marks.ts';
import { clothFill } from './patterns.ts';

/** To read, write, play and move. */

/** A book standing, its cover with an emblem. */
export function book(
  c: Canvas,
  { cover, band, ink, mark: sign }: { cover: string; band: string; ink: string; mark: Mark },
): void {
  c.shadow(520, 856, 260);
  c.flat('M700 176L742 206V822L700 852Z', TONES.gading);
  c.line('M716 200V834M728 206V828', TONES.abu, 3, 0.6);
  c.solid(rounded({ x: 258, y: 160, w: 452, h: 696 }, 14), cover, {
    box: { x: 258, y: 160, w: 452, h: 696 },
    light: 0,
    shade: 0.06,
  });
  c.rect({ x: 258, y: 160, w: 46, h: 696 }, TONES.ink, 0.2);
  c.circle(506, 450, 150, band);
  mark(c, sign, { x: 506, y: 450, size: 104 }, { fill: ink, ground: band });
  c.rect({ x: 382, y: 238, w: 248, h: 22, r: 4 }, band);
  c.rect({ x: 422, y: 280, w: 168, h: 14, r: 4 }, band, 0.7);
  c.rect({ x: 432, y: 760, w: 148, h: 16, r: 4 }, band, 0.8);
}

/** A pile of notebooks with a pencil. */
export function notebooks(c: Canvas, { covers }: { covers: readonly [string, string, string] }): void {
  c.shadow(500, 800, 340);
  for (const [index, cover] of covers.entries()) {
    const [x, y] = [190 + index * 26, 690 - index * 92];
    c.solid(rounded({ x, y, w: 600 - index * 20, h: 96 }, 14), cover, { box: { x, y, w: 600 - index * 20, h: 96 } });
    c.rect({ x: x + 34, y: y + 34, w: 600 - index * 20 - 34, h: 44 }, TONES.paper);
    c.line(`M${x + 40} ${y + 48}h${540 - index * 20}M${x + 40} ${y + 62}h${540 - index * 20}`, TONES.abu, 3, 0.5);
    c.rect({ x: x + 470, y: y - 4, w: 20, h: 104 }, TONES.bata, 0.9);
  }
  c.turned(-13, 500, 430, () => {
    c.rect({ x: 270, y: 398, w: 380, h: 46 }, TONES.kunyit);
    c.rect({ x: 270, y: 428, w: 380, h: 16 }, TONES.ink, 0.16);
    c.flat('M650 398L730 421L650 444Z', TONES.krem);
    c.flat('M704 413L730 421L704 429Z', TONES.ink);
    c.rect({ x: 232, y: 398, w: 44, h: 46, r: 8 }, TONES.jambu);
  });
}

/** Pens and brushes in a holder. */
export function pens(c: Canvas, { holder, colours }: { holder: string; colours: readonly string[] }): void {
  c.shadow(500, 846, 210);
  for (const [index, colour] of colours.entries()) {
    const turn = (index - (colours.length - 1) / 2) * 9;
    const x = 500 + (index - (colours.length - 1) / 2) * 46;
    c.turned(turn, x, 700, () => {
      c.rect({ x: x - 19, y: 260, w: 38, h: 360 }, colour);
      c.rect({ x: x + 5, y: 260, w: 14, h: 360 }, TONES.ink, 0.14);
      c.flat(`M${x - 19} 262L${x} 176L${x + 19} 262Z`, TONES.krem);
      c.flat(`M${x - 8} 212L${x} 176L${x + 8} 212Z`, colour);
    });
  }
  c.solid('M330 500H670L640 810Q636 850 596 850H404Q364 850 360 810Z', holder, {
    box: { x: 330, y: 500, w: 340, h: 350 },
  });
  c.line('M336 560H664M346 690H654', TONES.putih, 10, 0.4);
}

/** A wooden toy car. */
export function toyCar(c: Canvas, { body, wheel, roof }: { body: string; wheel: string; roof: string }): void {
  c.shadow(500, 772, 360);
  c.solid('M360 410Q380 330 460 330H620Q690 330 740 470H320Z', roof, { box: { x: 320, y: 330, w: 420, h: 140 } });
  c.flat('M404 440Q412 382 462 382H520V450H404ZM552 382H614Q648 382 676 450H552Z', TONES.kabut);
  c.solid('M160 540Q160 450 260 450H760Q866 460 866 560V660Q866 700 826 700H200Q160 700 160 660Z', body, {
    box: { x: 160, y: 450, w: 706, h: 250 },
  });
  c.circle(826, 560, 24, TONES.kunyit);
  for (const x of [310, 704]) {
    c.circle(x, 690, 90, wheel);
    c.circle(x, 690, 56, TONES.kayuMuda);
    c.circle(x, 690, 18, wheel);
  }
}

/** Building blocks, piled. */
export function blocks(
  c: Canvas,
  { colours, mark: sign }: { colours: readonly [string, string, string]; mark: Mark },
): void {
  c.shadow(500, 806, 320);
  const cube = (x: number, y: number, colour: string): void => {
    c.solid(rounded({ x, y, w: 250, h: 250 }, 26), colour, { box: { x, y, w: 250, h: 250 } });
    c.flat(rounded({ x: x + 34, y: y + 34, w: 182, h: 182 }, 18), TONES.gading);
    mark(c, sign, { x: x + 125, y: y + 125, size: 64 }, { fill: colour, ground: TONES.gading });
  };
  cube(220, 556, colours[0]);
  cube(500, 556, colours[1]);
  c.turned(-6, 480, 420, () => cube(352, 298, colours[2]));
}

/** A train or stacking rings on a pole. */
export function rings(c: Canvas, { colours }: { colours: readonly string[] }): void {
  c.shadow(500, 826, 280);
  c.solid(rounded({ x: 250, y: 766, w: 500, h: 62 }, 31), TONES.kayu, { box: { x: 250, y: 766, w: 500, h: 62 } });
  c.rect({ x: 482, y: 210, w: 36, h: 560 }, TONES.kayuMuda);
  for (const [index, colour] of colours.entries()) {
    const w = 430 - index * 56;
    const y = 670 - index * 92;
    c.solid(rounded({ x: 500 - w / 2, y, w, h: 96 }, 48), colour, {
      box: { x: 500 - w / 2, y, w, h: 96 },
      light: 0.22,
    });
  }
  c.circle(500, 206, 52, TONES.bata);
  c.circle(484, 190, 14, TONES.putih, 0.5);
}

/** A ball woven of rattan, or a football. */
export function ball(c: Canvas, { base, strip }: { base: string; strip: string }): void {
  c.shadow(500, 826, 260);
  c.solid(oval(500, 520, 306, 306), base, { box: { x: 194, y: 214, w: 612, h: 612 }, shade: 0.1 });
  c.clipped(oval(500, 520, 306, 306), () => {
    for (const turn of [0, 60, 120]) {
      c.turned(turn, 500, 520, () => {
        c.add(`<ellipse cx="500" cy="520" rx="306" ry="104" fill="none" stroke="${strip}" stroke-width="36"/>`);
        c.add(
          `<ellipse cx="500" cy="520" rx="306" ry="140" fill="none" stroke="${TONES.ink}" stroke-width="6" opacity=".25"/>`,
        );
      });
    }
    c.add(`<path d="M700 270A306 306 0 0 1 500 826A330 330 0 0 0 700 270Z" fill="${TONES.ink}" opacity=".16"/>`);
  });
}

/** A badminton racket with a shuttlecock. */
export function racket(c: Canvas, { frame, grip }: { frame: string; grip: string }): void {
  c.turned(32, 500, 500, () => {
    c.rect({ x: 484, y: 540, w: 32, h: 200 }, frame);
    c.solid(rounded({ x: 468, y: 700, w: 64, h: 230 }, 20), grip, { box: { x: 468, y: 700, w: 64, h: 230 } });
    c.line('M470 750L530 770M470 800L530 820M470 850L530 870', TONES.putih, 6, 0.4);
    c.clipped(oval(500, 330, 180, 230), () => {
      c.ellipse(500, 330, 180, 230, TONES.putih, 0.6);
      for (let i = -8; i <= 8; i++) c.line(`M${500 + i * 26} 80V580M300 ${330 + i * 30}H700`, TONES.abu, 4, 0.7);
    });
    c.add(`<ellipse cx="500" cy="330" rx="184" ry="234" fill="none" stroke="${frame}" stroke-width="28"/>`);
  });
  c.shadow(270, 826, 110);
  c.flat('M180 560L360 560L310 740H230Z', TONES.paper);
  c.line('M206 562L244 740M250 562L262 740M292 562L280 740M334 562L298 740', TONES.abu, 5);
  c.line('M196 620H346', TONES.bata, 9);
  c.solid('M224 734H316Q316 826 270 826T224 734Z', TONES.krem, { box: { x: 224, y: 734, w: 92, h: 92 } });
}

/** A small guitar. */
export function ukulele(c: Canvas, { body, neck }: { body: string; neck: string }): void {
  c.turned(28, 500, 520, () => {
    c.add(
      `<g transform="translate(18 20)" opacity=".14"><path d="M500 470Q640 470 620 580Q700 640 680 760Q650 900 500 900T320 760Q300 640 380 580Q360 470 500 470Z" fill="${TONES.ink}"/></g>`,
    );
    c.rect({ x: 470, y: 90, w: 60, h: 420 }, neck);
    c.solid(rounded({ x: 452, y: 40, w: 96, h: 110 }, 18), body);
    for (const [x, y] of [
      [440, 66],
      [440, 112],
      [560, 66],
      [560, 112],
    ] as const)
      c.circle(x, y, 13, TONES.kunyit);
    c.solid('M500 470Q640 470 620 580Q700 640 680 760Q650 900 500 900T320 760Q300 640 380 580Q360 470 500 470Z', body, {
      box: { x: 310, y: 470, w: 380, h: 430 },
      shade: 0.1,
    });
    c.circle(500, 640, 70, TONES.kopi);
    c.add(`<circle cx="500" cy="640" r="80" fill="none" stroke="${TONES.krem}" stroke-width="9"/>`);
    c.rect({ x: 420, y: 786, w: 160, h: 30, r: 8 }, neck);
    c.line('M482 60V796M494 60V796M506 60V796M518 60V796', TONES.gading, 3);
    for (let y = 180; y < 480; y += 52) c.line(`M470 ${y}H530`, TONES.kunyit, 4);
  });
}

/** An angklung: two bamboo tubes in a frame. */
export function angklung(c: Canvas, { bamboo, frame }: { bamboo: string; frame: string }): void {
  c.shadow(500, 870, 280);
  c.line('M250 180V850M500 140V850M750 250V850', frame, 26);
  c.line('M220 270H780M220 640H780', frame, 22);
  for (const [x, y, h] of [
    [376, 210, 560],
    [626, 330, 440],
  ] as const) {
    c.solid(`M${x - 62} ${y + 40}L${x + 62} ${y}V${y + h}H${x - 62}Z`, bamboo, {
      box: { x: x - 62, y, w: 124, h },
      light: 0.24,
    });
    c.ellipse(x, y + h, 62, 20, TONES.soga, 0.5);
    c.line(`M${x - 62} ${y + h * 0.52}H${x + 62}`, TONES.soga, 8, 0.5);
  }
  c.solid(rounded({ x: 200, y: 800, w: 600, h: 66 }, 33), bamboo, { box: { x: 200, y: 800, w: 600, h: 66 } });
}

/** A rolled exercise mat. */
export function yogaMat(
  c: Canvas,
  { outside, inside, strap }: { outside: string; inside: string; strap: string },
): void {
  c.shadow(500, 760, 370);
  c.solid('M220 430H780Q880 440 880 590T780 760H220Q120 750 120 590T220 430Z', outside, {
    box: { x: 120, y: 430, w: 760, h: 330 },
    shade: 0,
    light: 0,
  });
  c.rect({ x: 160, y: 676, w: 640, h: 84 }, TONES.ink, 0.15);
  c.ellipse(214, 594, 102, 166, inside);
  c.add(
    `<path d="M214 500A60 96 0 1 1 160 640A40 64 0 1 0 232 552A18 30 0 1 0 210 610" fill="none" stroke="${outside}" stroke-width="16"/>`,
  );
  c.rect({ x: 430, y: 428, w: 44, h: 334 }, strap);
  c.rect({ x: 650, y: 428, w: 44, h: 334 }, strap);
  c.line('M452 430Q452 300 562 300T672 430', strap, 30);
}

/** A kite. */
export function kite(c: Canvas, { fabric, tail }: { fabric: Fabric; tail: string }): void {
  c.line('M500 720Q430 800 520 840T470 960', tail, 12);
  c.add(`<path d="M516 134L816 394L516 734L216 394Z" fill="${TONES.ink}" opacity=".12"/>`);
  c.solid('M500 110L800 370L500 720L200 370Z', clothFill(c, fabric.pattern, fabric.colours, 1.2), {
    box: { x: 200, y: 110, w: 600, h: 610 },
    shade: 0.08,
  });
  c.line('M500 110V720M200 370H800', TONES.soga, 10);
  for (const [x, y, turn] of [
    [474, 800, 20],
    [510, 870, -30],
  ] as const)
    c.turned(turn, x, y, () =>
      c.flat(
        `M${x} ${y}L${x - 60} ${y - 26}V${y + 26}ZM${x} ${y}L${x + 60} ${y - 26}V${y + 26}Z`,
        fabric.colours.second,
      ),
    );
}

/** A puppet of cloth or wood: an elephant or bear toy. */
export function plush(c: Canvas, { body, belly, ear }: { body: string; belly: string; ear: string }): void {
  c.shadow(500, 852, 270);
  for (const x of [352, 648]) {
    c.circle(x, 236, 84, body);
    c.circle(x, 236, 48, ear);
    c.ellipse(x + (x < 500 ? -20 : 20), 790, 92, 72, body);
    c.ellipse(x + (x < 500 ? -26 : 26), 800, 50, 40, ear);
  }
  c.turned(28, 300, 600, () => c.ellipse(300, 600, 62, 120, body));
  c.turned(-28, 700, 600, () => c.ellipse(700, 600, 62, 120, body));
  c.solid(oval(500, 646, 206, 210), body, { box: { x: 294, y: 436, w: 412, h: 420 } });
  c.ellipse(500, 676, 128, 142, belly);
  c.solid(oval(500, 350, 208, 190), body, { box: { x: 292, y: 160, w: 416, h: 380 } });
  c.ellipse(500, 410, 88, 66, belly);
  c.ellipse(500, 384, 28, 20, TONES.ink);
  c.line('M500 404V430Q470 452 450 436M500 430Q530 452 550 436', TONES.ink, 8);
  c.circle(420, 330, 18, TONES.ink);
  c.circle(580, 330, 18, TONES.ink);
  c.circle(426, 324, 6, TONES.putih);
  c.circle(586, 324, 6, TONES.putih);
}
