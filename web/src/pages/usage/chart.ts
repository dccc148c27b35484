/** What a chart draws: one value of each series for each moment; null where there is none. */
export interface ChartSeries {
  name: string;
  values: readonly (number | null)[];
}

export type ChartKind = 'bars' | 'lines';

/** Light and dark, each 3:1 against what it stands on, and told apart by the colour blind by how light they are. */
export const COLORS = ['light-dark(#0b6e5f, #39a28d)', 'light-dark(#c77700, #f3c46b)'] as const;
/** Of what went wrong. */
export const BAD_COLOR = 'light-dark(#c01f1f, #ff9a94)';

/** A drawing's own units; it is stretched to whatever room there is. */
export const WIDTH = 600;
export const HEIGHT = 140;

/** The highest that has to fit: stacked bars stand on one another. */
export function peakOf(kind: ChartKind, series: readonly ChartSeries[]): number {
  const moments = series[0]?.values.length ?? 0;
  const sums = Array.from({ length: moments }, (_none, index) => {
    const values = series.map(({ values: all }) => all[index] ?? 0);
    return kind === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  return Math.max(0, ...sums);
}

/** Lines through what is there; a gap where nothing is. */
export function lineOf(values: readonly (number | null)[], peak: number): string {
  const step = WIDTH / Math.max(1, values.length);
  let isDown = false;
  return values
    .map((value, index) => {
      if (value === null) {
        isDown = false;
        return '';
      }
      const x = (index + 0.5) * step;
      const y = HEIGHT - (peak === 0 ? 0 : (value / peak) * HEIGHT);
      // A single one among gaps would be a line without length.
      const text = isDown ? `L${x} ${y}` : `M${x - 1} ${y}L${x} ${y}`;
      isDown = true;
      return text;
    })
    .join('');
}
