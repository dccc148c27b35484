/** How a measure changes: the slope of the line that fits best (least squares), for each hour. */
export function slopePerHour(samples) {
  const meanTime = samples.reduce((sum, { seconds }) => sum + seconds, 0) / samples.length;
  const meanValue = samples.reduce((sum, { value }) => sum + value, 0) / samples.length;
  let covariance = 0;
  let variance = 0;
  for (const { seconds, value } of samples) {
    covariance += (seconds - meanTime) * (value - meanValue);
    variance += (seconds - meanTime) ** 2;
  }
  return variance > 0 ? (covariance / variance) * 3600 : null;
}

/** Of the second half, when caches are full: `{slope, min, max}`, or null with fewer than two samples. */
export function settledTrend(samples) {
  const settled = samples.slice(Math.floor(samples.length / 2));
  if (settled.length < 2) return null;
  const values = settled.map(({ value }) => value);
  return { slope: slopePerHour(settled), min: Math.min(...values), max: Math.max(...values) };
}
