import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Pair } from './mcp-form.js';

interface Props {
  label: string;
  value: readonly Pair[];
  onChange: (pairs: Pair[]) => void;
  /** What is wrong with the value of a name. */
  errorOf: (name: string) => React.ReactNode;
  isDisabled: boolean;
}

/** Names with values, which are secret: stored ones come back masked, and stay as long as the mask does. */
export function PairsField({ label, value, onChange, errorOf, isDisabled }: Props) {
  const { t } = useTranslation('mcp');
  const change = (index: number, part: Partial<Pair>): void =>
    onChange(value.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <Stack component="fieldset" gap="xs" m={0} p={0} bd="none">
      <Input.Label component="legend" p={0}>
        {label}
      </Input.Label>
      <Input.Description>{t('form.masked')}</Input.Description>
      {value.map((pair, index) => (
        <Group key={index} gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            aria-label={t('form.pairName', { label, number: index + 1 })}
            placeholder={t('form.name')}
            value={pair.name}
            disabled={isDisabled}
            onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
            style={{ flex: 2 }}
          />
          <TextInput
            aria-label={t('form.pairValue', { label, number: index + 1 })}
            placeholder={t('form.value')}
            value={pair.value}
            disabled={isDisabled}
            error={errorOf(pair.name)}
            autoComplete="off"
            onChange={({ currentTarget }) => change(index, { value: currentTarget.value })}
            style={{ flex: 3 }}
          />
          {!isDisabled && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('form.removePair', { label, number: index + 1 })}
              onClick={() => onChange(value.filter((_pair, at) => at !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!isDisabled && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...value, { name: '', value: '' }])}
        >
          {t('form.addPair')}
        </Button>
      )}
    </Stack>
  );
}
