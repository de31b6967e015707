/**
 * How Paraglide reads our messages: `messages/<area>.<locale>.json`, one flat object per file.
 * A value is a text with `{placeholders}`, or `{ "one": …, "other": … }` chosen by the plural of `{count}`.
 *
 * It is ours, and not the plug-in that inlang serves from a network, because a build must not need the network.
 * inlang imports this file as a data: URL, so it may import nothing relative.
 */

const key = 'lumbung.messages';
const areas = ['kit', 'shop', 'desk', 'insight', 'credit'];

/** "Rp {amount} lagi" → text, variable, text. */
function patternOf(text) {
  return text
    .split(/(\{[a-zA-Z]+\})/)
    .filter((part) => part !== '')
    .map((part) =>
      /^\{[a-zA-Z]+\}$/.test(part)
        ? { type: 'expression', arg: { type: 'variable-reference', name: part.slice(1, -1) } }
        : { type: 'text', value: part },
    );
}

function namesIn(value) {
  const text = typeof value === 'string' ? value : Object.values(value).join(' ');
  const names = [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1]);
  return new Set(typeof value === 'string' ? names : ['count', ...names]);
}

/** A message is plural when any of its translations is, so that all of them declare the same inputs. */
function declarationsOf(values) {
  const names = new Set(values.flatMap((value) => [...namesIn(value)]));
  const inputs = [...names].map((name) => ({ type: 'input-variable', name }));
  if (values.every((value) => typeof value === 'string')) return inputs;
  const plural = {
    type: 'local-variable',
    name: 'countPlural',
    value: {
      type: 'expression',
      arg: { type: 'variable-reference', name: 'count' },
      annotation: { type: 'function-reference', name: 'plural', options: [] },
    },
  };
  return [...inputs, plural];
}

function variantsOf(bundleId, locale, value) {
  const variant = { messageBundleId: bundleId, messageLocale: locale };
  if (typeof value === 'string') return [{ ...variant, matches: [], pattern: patternOf(value) }];
  return Object.entries(value).map(([form, text]) => ({
    ...variant,
    matches: [
      form === 'other'
        ? { type: 'catchall-match', key: 'countPlural' }
        : { type: 'literal-match', key: 'countPlural', value: form },
    ],
    pattern: patternOf(text),
  }));
}

export default {
  key,
  toBeImportedFiles: ({ settings }) =>
    areas.flatMap((area) => settings.locales.map((locale) => ({ locale, path: `./messages/${area}.${locale}.json` }))),
  importFiles: ({ files }) => {
    const byKey = new Map();
    for (const file of files) {
      const texts = JSON.parse(new TextDecoder().decode(file.content));
      for (const [id, value] of Object.entries(texts)) {
        const translations = byKey.get(id) ?? new Map();
        byKey.set(id, translations.set(file.locale, value));
      }
    }
    const bundles = [];
    const messages = [];
    const variants = [];
    for (const [id, translations] of byKey) {
      bundles.push({ id, declarations: declarationsOf([...translations.values()]) });
      for (const [locale, value] of translations) {
        const selectors = typeof value === 'string' ? [] : [{ type: 'variable-reference', name: 'countPlural' }];
        messages.push({ bundleId: id, locale, selectors });
        variants.push(...variantsOf(id, locale, value));
      }
    }
    return { bundles, messages, variants };
  },
};
