import { Accordion, Box, Button, Group, Paper, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { Loaded } from '../parts/Loaded.js';
import { SectionCard } from '../../../ui/SectionCard.js';
import { useMay } from '../parts/use-may.js';
import { useLocal } from '../parts/words.js';
import type { Config } from './pipeline-config.js';
import { settingsQuery, type Pipeline } from './queries.js';
import { isNarrow, sectionsOf, type Section, type SettingGroup } from './setting-sections.js';
import { SettingField } from './SettingField.js';

/** Everything that can be set of a pipeline: what matters most in front, what has no effect here at the end. */
export function SettingsTab({ pipeline }: { pipeline: Pipeline }) {
  const groups = useQuery(settingsQuery);
  return (
    <Loaded query={groups} skeleton={<Skeleton h={480} />}>
      {(known) => <SettingsForm pipeline={pipeline} groups={known} />}
    </Loaded>
  );
}

function SettingsForm({ pipeline, groups }: { pipeline: Pipeline; groups: readonly SettingGroup[] }) {
  const { t } = useTranslation('pipelines');
  const { mayEdit } = useMay();
  const { uuid, name, description, emoji } = pipeline;
  const form = useForm({ initialValues: { name, description, emoji, config: pipeline.config as Config } });
  const save = useSave({
    save: (body: typeof form.values) => read(api.PUT('/api/v1/pipelines/{uuid}', { params: { path: { uuid } }, body })),
    refresh: [['pipelines']],
    done: t('saved'),
    form,
  });
  const { living, stored } = sectionsOf(groups);
  const fieldsOf = ({ group, stage, settings }: Section) =>
    settings.map((setting) => {
      const path = `config.${group}.${stage}.${setting.name}`;
      return (
        <Box key={path} w={isNarrow(setting) ? { base: '100%', sm: 'calc(50% - 8px)' } : '100%'}>
          <SettingField
            setting={setting}
            value={form.values.config[group]?.[stage]?.[setting.name] ?? setting.default}
            onChange={(value) => form.setFieldValue(path, value)}
            error={form.errors[path]}
            isDisabled={!mayEdit || setting.unsupported === true}
          />
        </Box>
      );
    });

  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        <SectionCard title={t('settings.about')}>
          <Group align="flex-start" wrap="nowrap">
            <TextInput
              label={t('fields.emoji')}
              w={80}
              maxLength={32}
              disabled={!mayEdit}
              {...form.getInputProps('emoji')}
            />
            <TextInput
              label={t('fields.name')}
              required
              disabled={!mayEdit}
              style={{ flex: 1 }}
              {...form.getInputProps('name')}
            />
          </Group>
          <Textarea
            label={t('fields.description')}
            autosize
            disabled={!mayEdit}
            {...form.getInputProps('description')}
          />
        </SectionCard>
        {living.map((section) => (
          <LivingSection key={`${section.group}.${section.stage}`} section={section}>
            <Group align="flex-start">{fieldsOf(section)}</Group>
          </LivingSection>
        ))}
        <StoredSections sections={stored} fieldsOf={fieldsOf} />
        {mayEdit && (
          <Group justify="flex-end" pos="sticky" bottom={0} py="sm" bg="var(--mantine-color-body)">
            <Button type="submit" loading={save.isPending}>
              {t('settings.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function LivingSection({ section, children }: { section: Section; children: React.ReactNode }) {
  const local = useLocal();
  const [title, hint] = [local(section.label), local(section.description)];
  return (
    <SectionCard title={title} hint={hint === title ? undefined : hint}>
      {children}
    </SectionCard>
  );
}

interface StoredProps {
  sections: readonly Section[];
  fieldsOf: (section: Section) => React.ReactNode;
}

function StoredSections({ sections, fieldsOf }: StoredProps) {
  const { t } = useTranslation('pipelines');
  const local = useLocal();
  return (
    <Paper className="surface">
      <Accordion order={2} keepMounted={false}>
        <Accordion.Item value="stored">
          <Accordion.Control>{t('settings.stored')}</Accordion.Control>
          <Accordion.Panel>
            <Stack>
              <div>{t('settings.storedHint')}</div>
              {sections.map((section) => (
                <Stack
                  key={`${section.group}.${section.stage}`}
                  component="fieldset"
                  m={0}
                  p="md"
                  bd="1px solid var(--hairline)"
                  bdrs="md"
                >
                  <Text component="legend" fw={600} px={6}>
                    {local(section.label)}
                  </Text>
                  <Group align="flex-start">{fieldsOf(section)}</Group>
                </Stack>
              ))}
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Paper>
  );
}
