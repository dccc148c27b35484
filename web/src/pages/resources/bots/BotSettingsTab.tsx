import { Paper, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../../api/client.js';
import { useSave } from '../../../ui/use-save.js';
import { Loaded } from '../parts/Loaded.js';
import { useMay } from '../parts/use-may.js';
import { valuesOf, type BotValues } from './bot-form.js';
import { BotFields } from './BotFields.js';
import { adaptersQuery, type RunningBot } from './queries.js';
import { SaveRow } from '../../../ui/SaveRow.js';

export function BotSettingsTab({ bot }: { bot: RunningBot }) {
  const { t } = useTranslation('bots');
  const { mayEdit } = useMay();
  const adapters = useQuery(adaptersQuery);
  const form = useForm<BotValues>({ initialValues: valuesOf(bot) });
  const save = useSave({
    save: ({ pipeline, ...body }: BotValues) =>
      read(
        api.PUT('/api/v1/platform/bots/{uuid}', {
          params: { path: { uuid: bot.uuid } },
          body: { ...body, use_pipeline_uuid: pipeline || null },
        }),
      ),
    refresh: [['bots']],
    done: t('saved'),
    form,
  });
  return (
    <Paper className="surface" p="lg">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <Stack maw={720}>
          <Loaded query={adapters}>
            {(known) => <BotFields form={form} adapters={known} noPipeline={t('noPipeline')} isDisabled={!mayEdit} />}
          </Loaded>
          {mayEdit && <SaveRow label={t('save')} isBusy={save.isPending} />}
        </Stack>
      </form>
    </Paper>
  );
}
