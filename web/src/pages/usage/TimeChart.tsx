import { Box, Button, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionCard } from '../../ui/SectionCard.js';
import { BAD_COLOR, COLORS, HEIGHT, lineOf, peakOf, WIDTH, type ChartKind, type ChartSeries } from './chart.js';

interface Props {
  title: string;
  kind: ChartKind;
  /** How the moments are called, the earliest first. */
  moments: readonly string[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  /** Whether it shows what went wrong. */
  isBad?: boolean;
}

const JUMP = 7;

/** Values over time, to be looked at, gone through by keys, or read as a table. */
export function TimeChart({ title, kind, moments, series, format, isBad = false }: Props) {
  const { t } = useTranslation('usage');
  const [isTable, { toggle }] = useDisclosure(false);
  const [active, setActive] = useState<number | null>(null);
  const colors = isBad ? [BAD_COLOR] : COLORS;
  const shown = active !== null && active < moments.length ? active : null;
  const words = (index: number): string =>
    series.map(({ name, values }) => `${name} ${valueText(values[index], format)}`).join(' · ');

  return (
    <SectionCard title={title}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" mih={22}>
          {shown === null ? <Legend series={series} colors={colors} /> : `${moments[shown]}: ${words(shown)}`}
        </Text>
        <Button size="compact-xs" variant="subtle" aria-pressed={isTable} onClick={toggle}>
          {t('chart.table', { title })}
        </Button>
      </Group>
      {isTable ? (
        <ValueTable {...{ title, moments, series, format }} />
      ) : (
        <Drawing
          label={title}
          valueText={shown === null ? t('chart.howTo') : `${moments[shown]}: ${words(shown)}`}
          {...{ kind, moments, series, format, colors }}
          active={shown}
          onActive={setActive}
        />
      )}
    </SectionCard>
  );
}

interface DrawingProps extends Pick<Props, 'kind' | 'moments' | 'series' | 'format'> {
  label: string;
  valueText: string;
  colors: readonly string[];
  active: number | null;
  onActive: (index: number | null) => void;
}

function Drawing({ label, valueText: text, kind, moments, series, format, colors, active, onActive }: DrawingProps) {
  const peak = peakOf(kind, series);
  const last = moments.length - 1;
  const step = WIDTH / Math.max(1, moments.length);
  const byKey = (event: KeyboardEvent): void => {
    const next = indexAfter(event.key, active, last);
    if (next === undefined) return;
    event.preventDefault();
    onActive(next);
  };
  const byPointer = ({ clientX, currentTarget }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    onActive(Math.min(last, Math.max(0, Math.floor(((clientX - left) / width) * moments.length))));
  };
  return (
    <div>
      <Text size="xs" c="dimmed">
        {format(peak)}
      </Text>
      <Box
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={active ?? Math.max(0, last)}
        aria-valuetext={text}
        onKeyDown={byKey}
        onBlur={() => onActive(null)}
        onPointerMove={byPointer}
        onPointerLeave={() => onActive(null)}
        style={{ borderBottom: '1px solid var(--hairline)', borderTop: '1px dashed var(--hairline)' }}
      >
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          width="100%"
          height={HEIGHT}
          preserveAspectRatio="none"
          aria-hidden
          style={{ display: 'block' }}
        >
          {active !== null && (
            <rect x={active * step} width={step} height={HEIGHT} style={{ fill: 'var(--hairline)' }} />
          )}
          {kind === 'bars' ? (
            <Bars series={series} peak={peak} colors={colors} step={step} />
          ) : (
            series.map(({ name, values }, index) => (
              <path
                key={name}
                d={lineOf(values, peak)}
                vectorEffect="non-scaling-stroke"
                style={{
                  fill: 'none',
                  stroke: colors[index],
                  strokeWidth: 2.5,
                  strokeLinecap: 'round',
                  strokeDasharray: index === 0 ? undefined : '6 5',
                }}
              />
            ))
          )}
        </svg>
      </Box>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          {moments[0]}
        </Text>
        <Text size="xs" c="dimmed">
          {moments[last]}
        </Text>
      </Group>
    </div>
  );
}

interface BarsProps {
  series: readonly ChartSeries[];
  peak: number;
  colors: readonly string[];
  step: number;
}

function Bars({ series, peak, colors, step }: BarsProps) {
  if (peak === 0) return null;
  const gap = Math.min(4, step * 0.25);
  const heightOf = (value: number | null | undefined): number => ((value ?? 0) / peak) * HEIGHT;
  return series.map(({ name, values }, layer) => (
    <g key={name} style={{ fill: colors[layer] }}>
      {values.map((value, index) => {
        const below = series.slice(0, layer).reduce((sum, { values: others }) => sum + heightOf(others[index]), 0);
        const height = heightOf(value);
        return height === 0 ? null : (
          <rect key={index} x={index * step + gap / 2} width={step - gap} y={HEIGHT - below - height} height={height} />
        );
      })}
    </g>
  ));
}

function Legend({ series, colors }: { series: readonly ChartSeries[]; colors: readonly string[] }) {
  if (series.length < 2) return null;
  return series.map(({ name }, index) => (
    <Text key={name} span inherit mr="md">
      <Box
        component="span"
        display="inline-block"
        w={10}
        h={10}
        mr={6}
        bdrs={3}
        style={{ background: colors[index] }}
      />
      {name}
    </Text>
  ));
}

function ValueTable({ title, moments, series, format }: Pick<Props, 'title' | 'moments' | 'series' | 'format'>) {
  const { t } = useTranslation('usage');
  return (
    <Box mah={220} style={{ overflowY: 'auto' }} tabIndex={0} role="group" aria-label={title}>
      <Table verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('chart.when')}</Table.Th>
            {series.map(({ name }) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {moments.map((moment, index) => (
            <Table.Tr key={moment}>
              <Table.Th scope="row" fw={400}>
                {moment}
              </Table.Th>
              {series.map(({ name, values }) => (
                <Table.Td key={name}>{valueText(values[index], format)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

/** Where a key leads; undefined for those that lead nowhere, null for away from all. */
function indexAfter(key: string, active: number | null, last: number): number | null | undefined {
  const to = (index: number): number => Math.min(last, Math.max(0, index));
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return to((active ?? last + 1) - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return to((active ?? -1) + 1);
    case 'PageDown':
      return to((active ?? last) - JUMP);
    case 'PageUp':
      return to((active ?? 0) + JUMP);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

function valueText(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}
