-- Villages whose weather is fetched and kept.
create table places (
  village_code text primary key,
  watched_at timestamptz not null,
  -- When the source last answered; null: never.
  fetched_at timestamptz
);
create index places_due on places (fetched_at nulls first);

-- What the source said of a day, the latest word for each number of days ahead (0: on the day itself). Kept for good: the source
-- has no history, and the effect of rain can only be learned from what was seen.
create table weather (
  village_code text not null references places,
  on_date date not null,
  days_ahead smallint not null check (days_ahead between 0 and 15),
  temperature_c real not null,
  humidity_percent real,
  rain_mm real,
  is_rainy boolean not null,
  description_id text,
  description_en text,
  seen_at timestamptz not null,
  primary key (village_code, on_date, days_ahead)
);
-- For what a month usually brings in a province.
create index weather_by_province on weather (substr(village_code, 1, 2), date_part('month', on_date)) where days_ahead = 0;

-- Words that people asked headlines for.
create table topics (
  topic text primary key,
  asked_at timestamptz not null,
  fetched_at timestamptz
);
create index topics_due on topics (fetched_at nulls first);

-- Title, address, date and mood; never the text.
create table news (
  topic text not null references topics on delete cascade,
  url text not null,
  title text not null,
  published_on date,
  sentiment real not null check (sentiment between -1 and 1),
  seen_at timestamptz not null,
  primary key (topic, url)
);
create index news_latest on news (topic, published_on desc nulls last, seen_at desc);
