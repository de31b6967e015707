import type uPlot from 'uplot';

/** One line or row of bars; null is a gap. Dash and marker tell lines apart where colours do not. */
export type Series = { label: string; values: (number | null)[]; as: 'line' | 'bars' };
export type PlotData = { labels: string[]; series: Series[]; least?: number; most?: number };

const HEIGHT = 260;
const FONT = '12px "Plus Jakarta Sans", system-ui, sans-serif';
const COLOURS = ['--nila', '--kunyit', '--padi', '--bata', '--air'];
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [4, 2]];

/** Draws into `target` and follows its width and the theme. @returns takes it away. */
export async function drawPlot(
  target: HTMLElement,
  data: PlotData,
  words: (value: number) => string,
): Promise<() => void> {
  const { default: Plot } = await import('uplot');
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = new Plot(
      { ...optionsOf(target, data, words, Plot), width: target.clientWidth, height: HEIGHT },
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

/** Rows of bars stand beside each other: each lies a little off the place they share. */
function columnsOf({ labels, series }: PlotData): uPlot.AlignedData {
  return [labels.map((_, index) => index), ...series.map(({ values }) => values)];
}

type Drawn = Omit<uPlot.Options, 'width' | 'height'>;

function optionsOf(
  target: HTMLElement,
  { labels, series, least, most }: PlotData,
  words: (value: number) => string,
  Plot: typeof uPlot,
): Drawn {
  const style = getComputedStyle(target);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--muted'),
    font: FONT,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
  };
  const hasBars = series.some(({ as }) => as === 'bars');
  const rows = series.filter(({ as }) => as === 'bars').length;
  const edge = hasBars ? 0.6 : 0;
  return {
    legend: { live: false },
    cursor: { y: false },
    scales: {
      x: { time: false, range: () => [-edge, Math.max(labels.length - 1 + edge, 0.5)] },
      y: { range: (_plot, low, high) => [least ?? Math.min(0, low ?? 0), most ?? Math.max(1, (high ?? 0) * 1.08)] },
    },
    axes: [
      {
        ...axis,
        space: 70,
        incrs: [1, 2, 5, 7, 10, 14, 30, 60, 90],
        values: (_plot, splits) => splits.map((one) => labels[one] ?? ''),
      },
      { ...axis, size: 76, values: (_plot, splits) => splits.map(words) },
    ],
    series: [
      {},
      ...series.map(({ label, as }, index): uPlot.Series => {
        const ink = colour(COLOURS[index % COLOURS.length] ?? '--ink');
        if (as === 'bars') return { label, ...barsOf(Plot, ink, index, rows) };
        const points = { show: labels.length <= 40, size: 6 };
        return { label, stroke: ink, width: 2, dash: DASHES[index % DASHES.length] ?? [], points };
      }),
    ],
  };
}

/** One row of bars stands in the middle, two stand side by side, the second one paler. */
function barsOf(Plot: typeof uPlot, ink: string, index: number, rows: number): uPlot.Series {
  const isAlone = rows === 1;
  const side = index === 0 ? -1 : 1;
  const paths = Plot.paths.bars?.({ size: [isAlone ? 0.6 : 0.36, 64], align: isAlone ? 0 : side });
  return { stroke: ink, fill: index === 0 ? ink : `${ink}66`, width: 1.5, points: { show: false }, paths };
}
