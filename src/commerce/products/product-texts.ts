import { lazyPackage } from '#platform/lazy-package';
import { slugify } from '#platform/slug';

const sanitizeHtml = lazyPackage<typeof import('sanitize-html')>('sanitize-html');

/** Text that people typed, made fit to show. */

const ALLOWED = {
  allowedTags: [
    'p',
    'br',
    'ul',
    'ol',
    'li',
    'strong',
    'em',
    'b',
    'i',
    'u',
    'h3',
    'h4',
    'table',
    'tbody',
    'tr',
    'td',
    'th',
  ],
  allowedAttributes: {},
  disallowedTagsMode: 'discard' as const,
};

/** C0 controls but tab and line ends, C1 controls, and the marks that turn the direction of text round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One line, no control characters, single spaces. */
export function cleanName(name: string): string {
  return name.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
}

/**
 * A description as HTML of a few harmless tags. Plain text becomes paragraphs (blank line) and line breaks; whoever
 * writes tags gets those that are allowed. No links and no pictures: they would lead buyers off the platform.
 */
export function cleanDescription(text: string): string {
  const seen = text.normalize('NFC').replace(UNSEEN, '').replace(/\r\n?/g, '\n').trim();
  if (/<\/?[a-z][^>]*>/i.test(seen)) return sanitizeHtml()(seen, ALLOWED).trim();
  if (seen === '') return '';
  return seen
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A clean description without its tags, for search. */
export function plainText(html: string): string {
  return html
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The address of a product: its name and, so that no two are equal, the end of its id. */
export function productSlug(name: string, productId: string): string {
  return `${slugify(name, 100) || 'barang'}-${productId.slice(-8)}`;
}
