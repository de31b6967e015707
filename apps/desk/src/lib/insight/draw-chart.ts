import type uPlot from 'uplot';

/** Lines over the same days; null is a gap. Only the band is filled. */
export type ChartData = {
  days: string[];
  actual: (number | null)[];
  expected?: (number | null)[];
  low?: (number | null)[];
  high?: (number | null)[];
  /** Prices move within a narrow range; what is sold is seen from nothing up. */
  isFromZero?: boolean;
};
export type ChartWords = {
  actual: string;
  expected: string;
  low: string;
  high: string;
  day: (day: string) => string;
  value: (value: number) => string;
};

const HEIGHT = 260;
const AXIS = '12px "Plus Jakarta Sans", system-ui, sans-serif';

/** Draws into `target` and follows its width and the theme. @returns takes it away. */
export async function drawChart(target: HTMLElement, data: ChartData, words: ChartWords): Promise<() => void> {
  const { default: Plot } = await import('uplot');
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = new Plot(
      { ...optionsOf(target, data, words), width: target.clientWidth, height: HEIGHT },
      columnsOf(data),
      target,
    );
  };
  draw();
  const size = new ResizeObserver(() => {
    if (plot && target.clientWidth > 0 && plot.width !== target.clientWidth)
      plot.setSize({ width: target.clientWidth, height: HEIGHT });
  });
  size.observe(target);
  const theme = new MutationObserver(draw);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    size.disconnect();
    theme.disconnect();
    plot?.destroy();
  };
}

function columnsOf({ days, actual, expected, low, high }: ChartData): uPlot.AlignedData {
  const x = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1_000);
  return expected && low && high ? [x, actual, expected, low, high] : [x, actual];
}

function rangeOf(low: number, high: number, isFromZero: boolean): [number, number] {
  if (isFromZero) return [0, Math.max(1, high * 1.08)];
  const room = Math.max(1, (high - low) * 0.15);
  return [Math.max(0, low - room), high + room];
}

/** Colour is never the only sign: what is expected is dashed, its band filled. */
function optionsOf(target: HTMLElement, data: ChartData, words: ChartWords): Omit<uPlot.Options, 'width' | 'height'> {
  const style = getComputedStyle(target);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const value = (_plot: uPlot, raw: number | null) => (raw === null ? '–' : words.value(raw));
  const day = (seconds: number) => words.day(new Date(seconds * 1_000).toISOString().slice(0, 10));
  const axis = {
    stroke: colour('--muted'),
    font: AXIS,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
  };
  const band = `${colour('--nila')}2e`;
  return {
    tzDate: (seconds) => new Date(seconds * 1_000),
    legend: { live: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { range: (_plot, low, high) => rangeOf(low, high, data.isFromZero ?? true) } },
    axes: [
      {
        ...axis,
        space: 76,
        values: (_plot, splits) => splits.map((one) => (one % 86_400 === 0 ? day(one) : '')),
        incrs: [86_400, 172_800, 604_800, 1_209_600, 2_592_000, 7_776_000],
      },
      { ...axis, size: 76, values: (_plot, splits) => splits.map(words.value) },
    ],
    series: [
      { label: '', value: (_plot, raw) => (raw === null ? '–' : day(raw)) },
      { label: words.actual, stroke: colour('--ink'), width: 1.75, points: { show: false }, value },
      ...(data.expected
        ? [
            {
              label: words.expected,
              stroke: colour('--nila'),
              width: 2.25,
              dash: [6, 4],
              points: { show: false },
              value,
            },
            { label: words.low, stroke: band, width: 1, points: { show: false }, value },
            { label: words.high, stroke: band, width: 1, points: { show: false }, value },
          ]
        : []),
    ],
    bands: data.expected ? [{ series: [4, 3], fill: band }] : [],
  };
}
