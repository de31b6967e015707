import { strToU8, zipSync } from 'fflate';
import PDFDocument from 'pdfkit';

/** Files as people send them, made in memory for tests. */

export const RULES_MD = `# Aturan toko

## Jam buka

Toko buka pukul 06.00 sampai 20.00 setiap hari. Pada hari Lebaran toko tutup dua hari.

## Retur

Roti yang rusak dapat ditukar dalam 24 jam. Pembeli membawa nota ke kasir. Kue ulang tahun yang sudah dipotong tidak bisa ditukar.

## Pemasok

Tepung terigu dikirim oleh CV Sumber Rejeki setiap hari Senin. Pembayaran dilakukan dalam 14 hari sejak barang diterima.
`;

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** A DOCX file of these paragraphs; those that begin with `# ` are headings. */
export function docxOf(paragraphs: readonly string[]): Buffer {
  const body = paragraphs
    .map((text) => {
      const style = text.startsWith('# ') ? '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' : '';
      const clean = text.replace(/^# /, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return `<w:p>${style}<w:r><w:t xml:space="preserve">${clean}</w:t></w:r></w:p>`;
    })
    .join('');
  return zipOf({ 'word/document.xml': `${HEAD}<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>` });
}

/** A ZIP file with what every DOCX file needs, and these parts. */
export function zipOf(parts: Record<string, string | Uint8Array>): Buffer {
  const types = 'http://schemas.openxmlformats.org/package/2006';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const all = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${types}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${document}"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="${office}" Target="word/document.xml"/></Relationships>`,
    'word/styles.xml': `${HEAD}<w:styles xmlns:w="${WORD}"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${types}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    ...parts,
  };
  const packed = Object.entries(all).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]);
  return Buffer.from(zipSync(Object.fromEntries(packed), { level: 9 }));
}

/** A PDF file with one page for each text; locked where a password is given. */
export function pdfOf(pages: readonly string[], password?: string): Promise<Buffer> {
  const pdf = new PDFDocument({ autoFirstPage: false, ...(password ? { userPassword: password } : {}) });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  return new Promise((done) => {
    pdf.on('end', () => done(Buffer.concat(parts)));
    for (const text of pages) pdf.addPage().text(text);
    pdf.end();
  });
}
