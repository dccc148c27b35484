import type { MetricFamily, MetricValue } from './metric-family.js';

/** Prometheus' text format, version 0.0.4. */
export function prometheusText(families: readonly MetricFamily[]): string {
  return `${families.map(textOf).join('\n\n')}\n`;
}

function textOf({ name, help, type, values }: MetricFamily): string {
  const lines = values.map((value) => lineOf(name, value));
  return [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`, ...lines].join('\n');
}

function lineOf(family: string, { metricName = family, labels, value }: MetricValue): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${quoted(String(text))}"`);
  return `${metricName}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${numberOf(value)}`;
}

function numberOf(value: number | null): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value ?? NaN);
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function quoted(text: string): string {
  return escaped(text).replaceAll('"', '\\"');
}
