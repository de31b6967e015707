/** Kawung: four petals around a point, repeated; drawn by the project, used sparingly. */

const TILE = 36;

/** Draws the pattern over a rectangle, in one colour, clipped to it. */
export function drawKawung(
  doc: PDFKit.PDFDocument,
  area: { x: number; y: number; width: number; height: number },
  paint: { color: string; opacity: number },
): void {
  doc.save().rect(area.x, area.y, area.width, area.height).clip().fillColor(paint.color, paint.opacity);
  for (let y = area.y; y < area.y + area.height + TILE; y += TILE) {
    for (let x = area.x; x < area.x + area.width + TILE; x += TILE) drawFlower(doc, x, y);
  }
  doc.restore();
}

/** Four almond petals towards the corners, and a seed in each gap. */
function drawFlower(doc: PDFKit.PDFDocument, x: number, y: number): void {
  const reach = TILE / 2 - 2;
  for (const [dx, dy] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    const [fromX, fromY] = [x + dx * 2.5, y + dy * 2.5];
    const [toX, toY] = [x + dx * reach, y + dy * reach];
    doc
      .moveTo(fromX, fromY)
      .bezierCurveTo(x + dx * reach * 0.85, y + dy * 1, toX, y + dy * reach * 0.5, toX, toY)
      .bezierCurveTo(x + dx * reach * 0.5, toY, x + dx * 1, y + dy * reach * 0.85, fromX, fromY)
      .fill();
  }
  doc.circle(x + TILE / 2, y, 1.3).fill();
  doc.circle(x, y + TILE / 2, 1.3).fill();
}

/** The mark: the granary's curved roof as one line over a square door. */
export function drawMark(doc: PDFKit.PDFDocument, at: { x: number; y: number; size: number }, color: string): void {
  const { x, y, size } = at;
  doc
    .save()
    .lineWidth(size * 0.09)
    .lineCap('round')
    .strokeColor(color)
    .moveTo(x, y + size * 0.62)
    .bezierCurveTo(x + size * 0.16, y + size * 0.46, x + size * 0.3, y + size * 0.1, x + size * 0.5, y + size * 0.08)
    .bezierCurveTo(x + size * 0.7, y + size * 0.1, x + size * 0.84, y + size * 0.46, x + size, y + size * 0.62)
    .stroke()
    .rect(x + size * 0.37, y + size * 0.58, size * 0.26, size * 0.34)
    .fill(color)
    .restore();
}
