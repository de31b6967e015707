import decodeQr from 'qr/decode.js';
import sharp from 'sharp';

/** Longest side that is searched; bigger pictures are brought down, for speed. */
const SEARCH_SIDES = [1_000, 1_800, 600];
const MOST_PIXELS = 60_000_000;

/** The text of the QR code in a picture (photo, screenshot, saved file), or null when none can be read. */
export async function readQrPicture(picture: Buffer): Promise<string | null> {
  for (const side of SEARCH_SIDES) {
    const text = await readAt(picture, side);
    if (text !== null) return text;
  }
  return null;
}

async function readAt(picture: Buffer, side: number): Promise<string | null> {
  try {
    const { data, info } = await sharp(picture, { limitInputPixels: MOST_PIXELS })
      .rotate()
      .flatten({ background: '#ffffff' })
      .resize({ width: side, height: side, fit: 'inside' })
      .extend({ top: 24, bottom: 24, left: 24, right: 24, background: '#ffffff' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return decodeQr({ width: info.width, height: info.height, data: new Uint8Array(data) });
  } catch {
    // Not a picture, or no code in it: both mean that there is nothing to pay.
    return null;
  }
}
