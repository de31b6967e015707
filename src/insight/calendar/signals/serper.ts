import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '#platform/clock';
import { createAsker } from './asker.ts';
import { sentimentOf } from './sentiment.ts';
import { type Headline, type NewsSource, SourceUnavailable } from './sources.ts';

type Item = { title: string; link: string; date?: string };
const answer = Compile(
  Type.Object({
    news: Type.Array(Type.Object({ title: Type.String(), link: Type.String(), date: Type.Optional(Type.String()) }), {
      maxItems: 100,
    }),
  }),
);
const isAnswer = (body: unknown): body is { news: Item[] } => answer.Check(body);

const MOST_TITLE = 200;
const MOST_URL = 1_000;

/**
 * News search of serper.dev, or whoever speaks its contract: POST /news {q, gl, hl} with the key in `X-API-KEY`. Only title,
 * address, day and mood are taken; addresses that are not http(s) and titles with control signs in them are left out.
 */
export function createSerper(config: { baseUrl: string; key: string; clock: Clock }): NewsSource {
  const ask = createAsker('News search', config.baseUrl);
  return {
    async search(topic) {
      const { status, body } = await ask('/news', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'X-API-KEY': config.key },
        body: JSON.stringify({ q: topic, gl: 'id', hl: 'id', num: 20 }),
      });
      if (!isAnswer(body)) throw new SourceUnavailable('News search', new Error(`Status ${status}`));
      return body.news.flatMap((item) => headlineOf(item, config.clock.now()) ?? []);
    },
  };
}

function headlineOf({ title, link, date }: Item, now: Date): Headline | null {
  const words = title
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST_TITLE);
  if (words === '' || link.length > MOST_URL || !URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol))
    return null;
  return { title: words, url: link, publishedOn: dayOfWords(date, now), sentiment: sentimentOf(words) };
}

const UNITS: Record<string, number> = {
  minute: 0,
  menit: 0,
  hour: 0,
  jam: 0,
  day: 1,
  hari: 1,
  week: 7,
  minggu: 7,
  month: 30,
  bulan: 30,
};

/** `3 hari lalu`, `2 days ago`, `2026-11-20` or `20 Nov 2026`; null for anything else and for days to come. */
function dayOfWords(words: string | undefined, now: Date): string | null {
  if (words === undefined) return null;
  const ago = /^(\d{1,3})\s+([a-z]+?)s?\s+(?:ago|(?:yang )?lalu)$/i.exec(words.trim());
  const days = ago ? UNITS[ago[2]?.toLowerCase() ?? ''] : undefined;
  const moment =
    days === undefined
      ? Date.parse(`${words} UTC`) || Date.parse(words)
      : now.getTime() - Number(ago?.[1]) * days * 86_400_000;
  return Number.isNaN(moment) || moment > now.getTime() + 86_400_000 || moment < 0
    ? null
    : new Date(moment).toISOString().slice(0, 10);
}
