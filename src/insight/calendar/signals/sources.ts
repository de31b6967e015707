/** One day of one village as a weather source tells it. */
export type SeenWeather = {
  on: string;
  /** Days between the source's analysis and the day: 0 on the day itself. */
  daysAhead: number;
  temperatureC: number;
  humidityPercent: number | null;
  rainMm: number | null;
  isRainy: boolean;
  description: { id: string; en: string } | null;
};

/** Who tells the weather. Another source (Open-Meteo, say) is another maker of this type. */
export type WeatherSource = {
  /** To be shown wherever its weather is shown. */
  attribution: string;
  /** The next days; null when the village is not known there. Throws `SourceUnavailable`. */
  forecastOf(villageCode: string): Promise<SeenWeather[] | null>;
};

export type Headline = { title: string; url: string; publishedOn: string | null; sentiment: number };

/** Who finds headlines. Throws `SourceUnavailable`. */
export type NewsSource = { search(topic: string): Promise<Headline[]> };

/** A source that does not answer, or answers what cannot be read. What was fetched before stays in force. */
export class SourceUnavailable extends Error {
  constructor(source: string, cause: unknown) {
    super(`${source} does not answer`, { cause });
    this.name = 'SourceUnavailable';
  }
}
