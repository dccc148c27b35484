import { Anchor, Button, Group, Paper, Select, SimpleGrid, Skeleton } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { choicesOf, including, spelledAs, type Catalogs } from '../model-choices.js';
import { MODEL_LISTS, type DefaultModels, type ListedFactories } from '../models-queries.js';
import { SLOTS } from './slots.js';
import { clearButton } from '../../../ui/clear-button.js';

interface Props {
  chosen: DefaultModels;
  /** What is used where nothing was chosen. */
  fallback?: DefaultModels;
  factories: ListedFactories;
  catalogs: Catalogs;
  isReadOnly?: boolean;
  save: (changes: Schemas['SetDefaultModelsDto']) => Promise<unknown>;
}

export function DefaultsForm({ chosen, fallback, factories, catalogs, isReadOnly = false, save: send }: Props) {
  const { t } = useTranslation('models');
  const slots = SLOTS.map(({ field, type }) => {
    const own = choicesOf(factories, type, catalogs);
    const value = spelledAs(own, chosen[field]);
    return { field, type, value, choices: including(own, [value], t('defaults.other')) };
  });
  const initial = Object.fromEntries(slots.map(({ field, value }) => [field, value])) as unknown as DefaultModels;
  const form = useForm<DefaultModels>({ initialValues: initial });
  const save = useSave({
    save: (values: DefaultModels) => {
      const changed = SLOTS.filter(({ field }) => values[field] !== initial[field]);
      return send(Object.fromEntries(changed.map(({ field }) => [field, values[field] || null])));
    },
    refresh: MODEL_LISTS,
    done: t('defaults.done'),
    form,
  });

  return (
    <Paper className="surface" p="lg" radius="md">
      <form
        onSubmit={form.onSubmit((values) => {
          if (form.isDirty()) save.mutate(values);
        })}
      >
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing="lg">
          {slots.map(({ field, type, choices }) => (
            <Select
              key={field}
              label={t(`types.${type}`)}
              description={t(`defaults.uses.${type}`)}
              data={choices}
              placeholder={placeholderFor(field)}
              searchable
              clearable
              disabled={isReadOnly}
              nothingFoundMessage={t('defaults.noModel')}
              clearButtonProps={clearButton(t('defaults.clear', { slot: t(`types.${type}`) }))}
              {...form.getInputProps(field)}
              value={form.values[field] || null}
              onChange={(value: string | null) => form.setFieldValue(field, value ?? '')}
            />
          ))}
        </SimpleGrid>
        <Group justify="space-between" mt="xl">
          <Anchor component={Link} to="/providers" size="sm">
            {t('defaults.more')}
          </Anchor>
          {!isReadOnly && (
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          )}
        </Group>
      </form>
    </Paper>
  );

  function placeholderFor(field: keyof DefaultModels): string {
    const used = chosen[field] === '' ? fallback?.[field] : '';
    return used ? t('defaults.fromInstance', { model: used }) : t('defaults.unset');
  }
}

export function DefaultsSkeleton() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      {SLOTS.map(({ field }) => (
        <Skeleton key={field} h={84} />
      ))}
    </SimpleGrid>
  );
}
