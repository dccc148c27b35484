import { Group, Paper, SegmentedControl, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../ui/Problem.js';
import { StatusBadge, type Tone } from '../../../ui/StatusBadge.js';

export interface LogLine {
  /** Seconds since 1970. */
  timestamp: number;
  level: 'debug' | 'info' | 'warning' | 'error';
  text: string;
  /** Whom it concerns, where that is known. */
  about?: string;
}

interface Props {
  /** The oldest first; undefined while they are loaded. */
  lines: readonly LogLine[] | undefined;
  error: Error | null;
  onRetry: () => void;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
}

const LEVELS = ['debug', 'info', 'warning', 'error'] as const;
const TONES: Record<LogLine['level'], Tone> = { debug: 'neutral', info: 'good', warning: 'warning', error: 'bad' };

/** A log as it grows: the newest line stays in sight while it is followed. */
export function LogView({ lines, error, onRetry, isFollowing, onFollow }: Props) {
  const { t } = useTranslation('resources');
  const [level, setLevel] = useState<LogLine['level']>('debug');
  const end = useRef<HTMLDivElement>(null);
  const shown = lines?.filter((line) => LEVELS.indexOf(line.level) >= LEVELS.indexOf(level));
  const newest = shown?.at(-1)?.timestamp;
  useEffect(() => {
    if (isFollowing && end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [isFollowing, newest, shown?.length]);

  if (error && !lines) return <Problem error={error} onRetry={onRetry} />;
  return (
    <Stack>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('log.level')}
          value={level}
          onChange={(next) => setLevel(next)}
          data={LEVELS.map((value) => ({ value, label: t(`log.levels.${value}`) }))}
        />
        <Switch
          label={t('log.follow')}
          checked={isFollowing}
          onChange={({ currentTarget }) => onFollow(currentTarget.checked)}
        />
      </Group>
      <Paper
        className="surface"
        p="md"
        ref={end}
        tabIndex={0}
        role="log"
        aria-label={t('log.title')}
        mah={480}
        style={{ overflowY: 'auto' }}
      >
        {!shown && <Skeleton h={160} />}
        {shown?.length === 0 && (
          <Text c="dimmed" ta="center" py="xl">
            {t('log.nothing')}
          </Text>
        )}
        {shown?.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </Paper>
    </Stack>
  );
}

function Line({ line: { timestamp, level, text, about } }: { line: LogLine }) {
  const { t, i18n } = useTranslation('resources');
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <Group align="flex-start" gap="sm" py={6} style={{ borderBottom: '1px solid var(--hairline)' }}>
      <Text size="sm" c="dimmed" w={150}>
        {time.format(new Date(timestamp * 1000))}
      </Text>
      <StatusBadge tone={TONES[level]}>{t(`log.levels.${level}`)}</StatusBadge>
      <div style={{ flex: '1 1 240px', minWidth: 0 }}>
        <Text component="span" className="code">
          {text}
        </Text>
        {about && (
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        )}
      </div>
    </Group>
  );
}
