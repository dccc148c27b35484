import { ActionIcon, Button, Group, Input, Select, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromptPart } from './pipeline-config.js';

interface Props {
  label: string;
  hint: string;
  value: readonly PromptPart[];
  onChange: (value: readonly PromptPart[]) => void;
  error: ReactNode;
  isDisabled: boolean;
}

const ROLES = ['system', 'user', 'assistant'] as const;
const MOST_PARTS = 32;

/** What stands before every conversation: mostly one instruction, sometimes an example of how to answer too. */
export function PromptField({ label, hint, value, onChange, error, isDisabled }: Props) {
  const { t } = useTranslation('pipelines');
  const change = (index: number, part: Partial<PromptPart>): void =>
    onChange(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Stack component="fieldset" gap="xs" m={0} p={0} bd="none">
      <Input.Label component="legend" p={0}>
        {label}
      </Input.Label>
      <Input.Description>{hint}</Input.Description>
      {value.map(({ role, content }, index) => (
        <Group key={index} align="flex-start" wrap="wrap" gap="xs">
          <Select
            aria-label={t('prompt.role', { number: index + 1 })}
            data={ROLES.map((name) => ({ value: name, label: t(`prompt.roles.${name}`) }))}
            value={role}
            onChange={(next) => change(index, { role: next ?? role })}
            allowDeselect={false}
            disabled={isDisabled}
            w={130}
          />
          <Textarea
            aria-label={t('prompt.text', { number: index + 1 })}
            value={content}
            onChange={({ currentTarget }) => change(index, { content: currentTarget.value })}
            autosize
            minRows={2}
            maxRows={14}
            disabled={isDisabled}
            style={{ flex: '1 1 220px' }}
          />
          {!isDisabled && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('prompt.remove', { number: index + 1 })}
              onClick={() => onChange(value.filter((_part, at) => at !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {error && <Input.Error>{error}</Input.Error>}
      {!isDisabled && value.length < MOST_PARTS && (
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...value, { role: value.length === 0 ? 'system' : 'user', content: '' }])}
        >
          {t('prompt.add')}
        </Button>
      )}
    </Stack>
  );
}
