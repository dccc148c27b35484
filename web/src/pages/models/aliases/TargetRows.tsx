import { ActionIcon, Button, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MODEL_TYPES, type ModelType } from '../model-types.js';
import { choicesOf, including, type ChoiceGroup } from '../model-choices.js';
import { listedModelsQuery, type ListedFactories } from '../models-queries.js';
import { emptyTarget, type AliasValues } from './alias-form.js';

/** Models of the instance itself have no row that an alias could point to. */
const BUILTIN = 'Builtin';
const HEAVIEST = 1000;

type Form = UseFormReturnType<AliasValues>;

/** The models behind an alias, in their order. */
export function TargetRows({ form }: { form: Form }) {
  const { t } = useTranslation('models');
  const listed = useQuery(listedModelsQuery);
  const { targets } = form.values;
  const chosen = targets.map(({ model }) => model);
  const choices = including(choicesFor(listed.data ?? {}, chosen), chosen, t('defaults.other'));
  const add = (): void =>
    form.insertListItem('targets', emptyTarget(Math.max(-1, ...targets.map(({ key }) => key)) + 1));

  return (
    <Fieldset legend={t('aliases.columns.targets')} variant="unstyled">
      <Stack gap="sm" mt="xs">
        <Text size="sm" c="dimmed">
          {t('aliases.targetsHint')}
        </Text>
        {form.errors['targets'] && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {form.errors['targets']}
          </Text>
        )}
        {targets.map(({ key }, index) => (
          <TargetRow key={key} form={form} index={index} choices={choices} isLoading={listed.isPending} />
        ))}
        <Group>
          <Button variant="default" size="sm" leftSection={<IconPlus size={16} />} onClick={add}>
            {t('aliases.addTarget')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

interface RowProps {
  form: Form;
  index: number;
  choices: readonly ChoiceGroup[];
  isLoading: boolean;
}

function TargetRow({ form, index, choices, isLoading }: RowProps) {
  const { t } = useTranslation('models');
  const { targets, strategy } = form.values;
  const place = index + 1;
  const move = (to: number): void => form.reorderListItem('targets', { from: index, to });
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('aliases.target', { place })}
        data={choices}
        searchable
        disabled={isLoading}
        nothingFoundMessage={t('defaults.noModel')}
        style={{ flex: '1 1 220px' }}
        {...form.getInputProps(`targets.${index}.model`)}
        value={targets[index]?.model || null}
        onChange={(model: string | null) => {
          form.setFieldValue(`targets.${index}.model`, model ?? '');
          form.setFieldValue(`targets.${index}.storedId`, null);
        }}
      />
      {strategy === 'weighted' && (
        <NumberInput
          label={t('aliases.weight', { place })}
          min={1}
          max={HEAVIEST}
          allowDecimal={false}
          w={120}
          {...form.getInputProps(`targets.${index}.weight`)}
        />
      )}
      <Group gap={2} wrap="nowrap">
        <Move label={t('aliases.up', { place })} isAtEnd={index === 0} onClick={() => move(index - 1)}>
          <IconArrowUp size={18} />
        </Move>
        <Move label={t('aliases.down', { place })} isAtEnd={place === targets.length} onClick={() => move(place)}>
          <IconArrowDown size={18} />
        </Move>
        <Move
          label={t('aliases.removeTarget', { place })}
          isAtEnd={targets.length === 1}
          onClick={() => form.removeListItem('targets', index)}
        >
          <IconTrash size={18} />
        </Move>
      </Group>
    </Group>
  );
}

interface MoveProps {
  label: string;
  isAtEnd: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Move({ label, isAtEnd, onClick, children }: MoveProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} disabled={isAtEnd} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

/** All targets are of one type: once one is chosen, the others of its type are offered. */
function choicesFor(listed: ListedFactories, chosen: readonly string[]): ChoiceGroup[] {
  const factories = Object.fromEntries(Object.entries(listed).filter(([name]) => name !== BUILTIN));
  const first = chosen.find((model) => model !== '');
  const types = first === undefined || chosen.length === 1 ? MODEL_TYPES : typesOf(factories, first);
  return merged(types.flatMap((type) => choicesOf(factories, type)));
}

function typesOf(factories: ListedFactories, id: string): readonly ModelType[] {
  return MODEL_TYPES.filter((type) =>
    choicesOf(factories, type).some(({ items }) => items.some(({ value }) => value === id)),
  );
}

function merged(groups: readonly ChoiceGroup[]): ChoiceGroup[] {
  const names = [...new Set(groups.map(({ group }) => group))];
  return names.map((name) => {
    const items = groups.filter(({ group }) => group === name).flatMap((each) => each.items);
    return { group: name, items: [...new Map(items.map((item) => [item.value, item])).values()] };
  });
}
