/**
 * A sheet on which one still life is drawn: one ground tone, one shadow, one object, all flat. Light comes from the left
 * and above, so every solid has a light edge on the left and a dark one on the right.
 */

/** Colours beyond the brand's own, mixed from it: earth, leaf, water and cloth. */
export const TONES = {
  ink: '#1F1B16',
  paper: '#FFFDF8',
  krem: '#F3E3C3',
  gading: '#FBF3E2',
  pasir: '#E3CDA4',
  soga: '#7B4B2A',
  kopi: '#4A2E1F',
  kayu: '#B9824F',
  kayuMuda: '#D9A970',
  rotan: '#CFA05E',
  terakota: '#C4623D',
  bata: '#B23A1E',
  bataMuda: '#E07A5F',
  kunyit: '#F2B134',
  kunyitMuda: '#F7CF7F',
  padi: '#1F7A4D',
  daun: '#5E9C5B',
  pandan: '#A8C686',
  air: '#0B6E8F',
  langit: '#8FC1D4',
  kabut: '#CFE0E6',
  nila: '#2B3A8C',
  nilaMuda: '#7C88C9',
  malam: '#22294F',
  ungu: '#6C4A86',
  lila: '#C6B3D6',
  jambu: '#E7A6A1',
  mawar: '#C8557A',
  abu: '#8C857B',
  abuMuda: '#CFC8BD',
  batu: '#5B5750',
  baja: '#AEB6BD',
  bajaTua: '#6F7A84',
  putih: '#FFFFFF',
} as const;
export type Tone = keyof typeof TONES;

/** Ground tones: pale, so that the object speaks. */
export const GROUNDS = {
  krem: '#F6EAD3',
  pasir: '#EFE0C6',
  kabut: '#DDE8EA',
  sage: '#DCE6D3',
  merona: '#F6DFD6',
  lila: '#E6E0EF',
  nila: '#DFE3F4',
  kunyit: '#FBEBC8',
  abu: '#E9E5DE',
} as const;
export type Ground = keyof typeof GROUNDS;

export type Canvas = {
  /** Adds a drawn piece as it is. */
  add(markup: string): void;
  /** The soft shadow on the table under the object. */
  shadow(cx: number, cy: number, rx: number, ry?: number): void;
  /** A filled outline with light on its left and shade on its right. */
  solid(path: string, fill: string, options?: { shade?: number; light?: number; inner?: string; box?: Box }): void;
  /** A filled outline without light and shade. */
  flat(path: string, fill: string, opacity?: number): void;
  line(path: string, stroke: string, width: number, opacity?: number): void;
  circle(cx: number, cy: number, r: number, fill: string, opacity?: number): void;
  ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, opacity?: number): void;
  rect(box: Box & { r?: number }, fill: string, opacity?: number): void;
  /** Cuts what `draw` adds to an outline. */
  clipped(path: string, draw: () => void): void;
  turned(degrees: number, cx: number, cy: number, draw: () => void): void;
  /** Registers a tile and answers the fill that names it. */
  tile(size: number, markup: string, transform?: string): string;
};

export type Box = { x: number; y: number; w: number; h: number };

/** Draws on a square of 1000 × 1000 and answers the SVG, sized so that the largest rendition is sharp. */
export function still(ground: Ground, draw: (canvas: Canvas) => void): string {
  const sheet: Sheet = { defs: [], body: [] };
  draw(canvasOn(sheet));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="1280" height="1280" viewBox="0 0 1000 1000">` +
    `<defs>${sheet.defs.join('')}</defs><rect width="1000" height="1000" fill="${GROUNDS[ground]}"/>${sheet.body.join('')}</svg>`
  );
}

type Sheet = { defs: string[]; body: string[] };

function canvasOn(sheet: Sheet): Canvas {
  const forms = formsOn(sheet);
  return {
    ...forms,
    ...cutsOn(sheet),
    add: (markup) => void sheet.body.push(markup),
    shadow: (cx, cy, rx, ry = rx * 0.13) => {
      forms.ellipse(cx + rx * 0.1, cy, rx, ry, TONES.ink, 0.1);
      forms.ellipse(cx + rx * 0.06, cy, rx * 0.82, ry * 0.72, TONES.ink, 0.12);
    },
  };
}

type Forms = Pick<Canvas, 'flat' | 'line' | 'circle' | 'ellipse' | 'rect'>;

function formsOn({ body }: Sheet): Forms {
  return {
    flat: (path, fill, opacity = 1) => void body.push(`<path d="${path}" fill="${fill}" opacity="${opacity}"/>`),
    line: (path, stroke, width, opacity = 1) =>
      void body.push(
        `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}"/>`,
      ),
    // biome-ignore lint/complexity/useMaxParams: a drawing reads best as place, size, fill.
    circle: (cx, cy, r, fill, opacity = 1) =>
      void body.push(`<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}" opacity="${opacity}"/>`),
    // biome-ignore lint/complexity/useMaxParams: a drawing reads best as place, size, fill.
    ellipse: (cx, cy, rx, ry, fill, opacity = 1) =>
      void body.push(`<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" opacity="${opacity}"/>`),
    rect: ({ x, y, w, h, r = 0 }, fill, opacity = 1) =>
      void body.push(
        `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" opacity="${opacity}"/>`,
      ),
  };
}

const WHOLE = { x: 0, y: 0, w: 1000, h: 1000 };

function cutsOn({ defs, body }: Sheet): Pick<Canvas, 'solid' | 'clipped' | 'turned' | 'tile'> {
  let names = 0;
  const cut = (path: string): string => {
    const name = `c${++names}`;
    defs.push(`<clipPath id="${name}"><path d="${path}"/></clipPath>`);
    return name;
  };
  const within = (open: string, inside: () => void): void => {
    body.push(open);
    inside();
    body.push('</g>');
  };
  return {
    solid: (path, fill, { shade = 0.13, light = 0.16, inner = '', box: { x, y, w, h } = WHOLE } = {}) =>
      void body.push(
        `<path d="${path}" fill="${fill}"/><g clip-path="url(#${cut(path)})">${inner}` +
          `<rect x="${x + w * 0.72}" y="${y}" width="${w * 0.28}" height="${h}" fill="${TONES.ink}" opacity="${shade}"/>` +
          `<rect x="${x}" y="${y}" width="${w * 0.12}" height="${h}" fill="#fff" opacity="${light}"/></g>`,
      ),
    clipped: (path, inside) => within(`<g clip-path="url(#${cut(path)})">`, inside),
    turned: (degrees, cx, cy, inside) => within(`<g transform="rotate(${degrees} ${cx} ${cy})">`, inside),
    tile: (size, markup, transform) => {
      const name = `t${++names}`;
      const turn = transform ? ` patternTransform="${transform}"` : '';
      defs.push(
        `<pattern id="${name}" width="${size}" height="${size}" patternUnits="userSpaceOnUse"${turn}>${markup}</pattern>`,
      );
      return `url(#${name})`;
    },
  };
}

/** A rectangle with round corners as a path. */
export function rounded({ x, y, w, h }: Box, r: number): string {
  const c = Math.min(r, w / 2, h / 2);
  return (
    `M${x + c} ${y}H${x + w - c}Q${x + w} ${y} ${x + w} ${y + c}V${y + h - c}Q${x + w} ${y + h} ${x + w - c} ${y + h}` +
    `H${x + c}Q${x} ${y + h} ${x} ${y + h - c}V${y + c}Q${x} ${y} ${x + c} ${y}Z`
  );
}

export function oval(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}A${rx} ${ry} 0 1 1 ${cx + rx} ${cy}A${rx} ${ry} 0 1 1 ${cx - rx} ${cy}Z`;
}
