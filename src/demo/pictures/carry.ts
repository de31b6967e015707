import { type Canvas, oval, rounded, TONES } from './canvas.ts';
import type { Fabric } from './cloth.ts';
import { clothFill } from './patterns.ts';

/** What is worn on feet and shoulders. */

/** A pair of sandals from above. */
export function sandals(c: Canvas, { sole, strap }: { sole: string; strap: string }): void {
  const one = (x: number, turn: number): void => {
    c.turned(turn, x, 520, () => {
      const shape = `M${x - 96} 330Q${x - 100} 190 ${x} 190T${x + 104} 340Q${x + 104} 470 ${x + 84} 560Q${x + 100} 830 ${x} 836T${x - 84} 600Q${x - 84} 480 ${x - 96} 330Z`;
      c.add(`<g transform="translate(16 18)"><path d="${shape}" fill="${TONES.ink}" opacity=".14"/></g>`);
      c.solid(shape, sole, { box: { x: x - 100, y: 190, w: 204, h: 650 }, shade: 0.08 });
      c.line(`M${x} 300Q${x - 60} 380 ${x - 92} 470M${x} 300Q${x + 60} 380 ${x + 90} 470`, strap, 40);
      c.line(`M${x} 300Q${x + 60} 380 ${x + 90} 470`, TONES.ink, 40, 0.12);
      c.circle(x, 292, 24, strap);
      c.line(`M${x - 50} 720Q${x} 760 ${x + 50} 720`, TONES.ink, 6, 0.16);
    });
  };
  one(350, -7);
  one(650, 7);
}

/** A low shoe from the side. */
export function sneaker(c: Canvas, { upper, sole, accent }: { upper: string; sole: string; accent: string }): void {
  c.shadow(500, 730, 370);
  c.solid('M170 640Q150 460 190 380Q260 350 330 392Q420 380 470 330Q560 470 690 520Q850 540 856 640Z', upper, {
    box: { x: 160, y: 330, w: 700, h: 320 },
    shade: 0.08,
    light: 0.1,
  });
  c.flat('M170 640Q160 560 166 500Q300 520 330 640Z', accent);
  c.flat('M700 524Q846 546 856 640H690Q660 580 700 524Z', TONES.putih, 0.35);
  c.line('M470 350L540 420M430 384L506 470M398 420L470 520', TONES.putih, 16);
  c.line('M200 392Q262 372 326 402', TONES.ink, 10, 0.3);
  c.solid('M150 636H866Q884 636 884 668Q884 726 820 726H206Q146 726 146 676Q146 636 150 636Z', sole, {
    box: { x: 146, y: 636, w: 740, h: 90 },
  });
  c.line('M170 684H860', TONES.ink, 5, 0.16);
}

/** A pair of slippers woven of water hyacinth or cloth, from the side. */
export function loafer(c: Canvas, { upper, sole }: { upper: string; sole: string }): void {
  c.shadow(500, 706, 350);
  c.solid('M180 620Q164 470 230 440Q330 450 420 480Q540 420 640 470Q820 500 838 620Z', upper, {
    box: { x: 170, y: 420, w: 670, h: 210 },
    shade: 0.1,
  });
  c.flat('M244 446Q330 456 426 486Q380 560 284 540Q230 520 244 446Z', TONES.ink, 0.4);
  c.line('M470 470Q560 560 700 540', TONES.ink, 6, 0.22);
  c.rect({ x: 500, y: 486, w: 130, h: 30, r: 15 }, TONES.kunyit, 0.9);
  c.solid('M166 616H846Q864 616 860 650Q856 700 800 700H214Q160 700 160 650Z', sole, {
    box: { x: 160, y: 616, w: 704, h: 84 },
  });
}

/** A back pack. */
export function backpack(c: Canvas, { body, pocket, strap }: { body: string; pocket: string; strap: string }): void {
  c.shadow(500, 862, 290);
  c.line('M430 190Q430 120 500 120T570 190', strap, 28);
  c.solid('M280 410Q280 180 500 180T720 410V800Q720 866 654 866H346Q280 866 280 800Z', body, {
    box: { x: 280, y: 180, w: 440, h: 690 },
  });
  c.line('M330 420Q330 262 500 262T670 420', TONES.ink, 6, 0.25);
  c.flat('M252 560Q232 560 232 590V770Q232 800 252 800H284V560Z', strap);
  c.flat('M748 560Q768 560 768 590V770Q768 800 748 800H716V560Z', strap);
  c.solid(rounded({ x: 332, y: 540, w: 336, h: 270 }, 42), pocket, { box: { x: 332, y: 540, w: 336, h: 270 } });
  c.line('M362 606H638', TONES.ink, 6, 0.3);
  c.rect({ x: 588, y: 598, w: 18, h: 54, r: 8 }, TONES.kunyit);
  c.rect({ x: 440, y: 380, w: 120, h: 70, r: 12 }, strap);
  c.rect({ x: 458, y: 398, w: 84, h: 34, r: 6 }, TONES.kunyit, 0.9);
}

/** A shoulder bag of cloth with two handles. */
export function tote(c: Canvas, { fabric, handle }: { fabric: Fabric; handle: string }): void {
  c.shadow(500, 848, 290);
  c.line('M382 380Q382 150 500 150T618 380', handle, 30);
  c.solid('M260 360H740L772 800Q776 852 724 852H276Q224 852 228 800Z', clothFill(c, fabric.pattern, fabric.colours), {
    box: { x: 228, y: 360, w: 544, h: 492 },
    shade: 0.1,
  });
  c.flat('M258 360H742L746 420H254Z', TONES.ink, 0.12);
  c.line('M382 366V446M618 366V446', handle, 30);
  c.circle(382, 430, 8, TONES.kunyit);
  c.circle(618, 430, 8, TONES.kunyit);
}

/** A small shoulder bag with a flap. */
export function satchel(c: Canvas, { body, flap, metal }: { body: string; flap: string; metal: string }): void {
  c.shadow(500, 800, 330);
  c.line('M226 470Q240 160 500 160T774 470', flap, 20);
  c.solid(rounded({ x: 196, y: 410, w: 608, h: 384 }, 56), body, { box: { x: 196, y: 410, w: 608, h: 384 } });
  c.solid('M196 466Q196 410 252 410H748Q804 410 804 466V560Q660 680 500 680T196 560Z', flap, {
    box: { x: 196, y: 410, w: 608, h: 270 },
    shade: 0.1,
  });
  c.solid(rounded({ x: 462, y: 620, w: 76, h: 92 }, 14), metal);
  c.circle(500, 666, 14, TONES.ink, 0.4);
  c.line('M226 540Q360 646 500 646T774 540', TONES.putih, 4, 0.35);
}

/** A wallet, half open. */
export function wallet(c: Canvas, { body, stitch }: { body: string; stitch: string }): void {
  c.shadow(500, 740, 330);
  c.flat(rounded({ x: 236, y: 330, w: 540, h: 360 }, 30), TONES.paper);
  c.rect({ x: 260, y: 312, w: 220, h: 60, r: 10 }, TONES.padi);
  c.rect({ x: 300, y: 296, w: 220, h: 60, r: 10 }, TONES.nilaMuda);
  c.solid(rounded({ x: 206, y: 350, w: 588, h: 386 }, 36), body, { box: { x: 206, y: 350, w: 588, h: 386 } });
  c.add(
    `<path d="${rounded({ x: 230, y: 374, w: 540, h: 338 }, 22)}" fill="none" stroke="${stitch}" stroke-width="5" stroke-dasharray="16 11" opacity=".75"/>`,
  );
  c.solid(rounded({ x: 650, y: 500, w: 170, h: 92 }, 40), body, { shade: 0, light: 0 });
  c.flat(rounded({ x: 650, y: 500, w: 170, h: 92 }, 40), TONES.ink, 0.2);
  c.circle(716, 546, 20, TONES.kunyit);
}

/** A wrist watch with a round face. */
export function watch(c: Canvas, { strap, face, rim }: { strap: string; face: string; rim: string }): void {
  c.ellipse(530, 890, 140, 18, TONES.ink, 0.16);
  c.solid('M420 100H580L610 330H390Z', strap, { box: { x: 390, y: 100, w: 220, h: 240 } });
  c.solid('M390 670H610L580 890H420Z', strap, { box: { x: 390, y: 660, w: 220, h: 240 } });
  for (const y of [740, 780, 820]) c.circle(500, y, 9, TONES.ink, 0.35);
  c.rect({ x: 736, y: 476, w: 46, h: 48, r: 12 }, rim);
  c.circle(512, 514, 250, TONES.ink, 0.14);
  c.solid(oval(500, 500, 250, 250), rim, { box: { x: 250, y: 250, w: 500, h: 500 } });
  c.circle(500, 500, 206, face);
  for (let hour = 0; hour < 12; hour++)
    c.turned(hour * 30, 500, 500, () => c.rect({ x: 494, y: 312, w: 12, h: hour % 3 ? 22 : 40, r: 6 }, TONES.ink, 0.7));
  c.line('M500 500V386', TONES.ink, 15);
  c.line('M500 500L586 556', TONES.ink, 11);
  c.circle(500, 500, 17, TONES.bata);
}
