import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMay } from '../parts/use-may.js';
import type { McpValues } from './mcp-form.js';
import { PairsField } from './PairsField.js';
import type { McpMode } from './queries.js';

interface Props {
  form: UseFormReturnType<McpValues>;
  isDisabled?: boolean;
}

const MODES: readonly McpMode[] = ['http', 'sse', 'remote'];
const LONGEST_TIMEOUT_S = 600;

/** How an MCP server is reached. */
export function McpFields({ form, isDisabled = false }: Props) {
  const { t } = useTranslation('mcp');
  const { isInstanceAdmin } = useMay();
  const { mode } = form.values;
  // Commands run on the server's own machine: a matter of those whose machine it is.
  const modes = isInstanceAdmin || mode === 'stdio' ? [...MODES, 'stdio' as const] : MODES;
  return (
    <>
      <TextInput
        label={t('form.name')}
        description={t('form.nameHint')}
        required
        data-autofocus
        disabled={isDisabled}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('form.mode')}
        description={t(`form.modeHints.${mode}`)}
        data={modes.map((value) => ({ value, label: t(`modes.${value}`) }))}
        allowDeselect={false}
        disabled={isDisabled}
        {...form.getInputProps('mode')}
      />
      {mode === 'stdio' ? (
        <CommandFields form={form} isDisabled={isDisabled} />
      ) : (
        <>
          <TextInput
            label={t('form.url')}
            type="url"
            required
            placeholder="https://mcp.example.com/mcp"
            disabled={isDisabled}
            {...form.getInputProps('url')}
            error={form.errors['extra_args.url']}
          />
          <PairsField
            label={t('form.headers')}
            value={form.values.headers}
            onChange={(pairs) => form.setFieldValue('headers', pairs)}
            errorOf={(name) => form.errors[`extra_args.headers.${name}`]}
            isDisabled={isDisabled}
          />
        </>
      )}
      <NumberInput
        label={t('form.timeout')}
        description={t('form.timeoutHint')}
        min={1}
        max={LONGEST_TIMEOUT_S}
        maw={280}
        disabled={isDisabled}
        {...form.getInputProps('timeout')}
        error={form.errors['extra_args.timeout']}
      />
      <Switch
        label={t('form.enable')}
        description={t('form.enableHint')}
        disabled={isDisabled}
        {...form.getInputProps('enable', { type: 'checkbox' })}
      />
    </>
  );
}

function CommandFields({ form, isDisabled = false }: Props) {
  const { t } = useTranslation('mcp');
  return (
    <>
      <TextInput
        label={t('form.command')}
        required
        placeholder="npx"
        disabled={isDisabled}
        {...form.getInputProps('command')}
        error={form.errors['extra_args.command']}
      />
      <Textarea
        label={t('form.args')}
        description={t('form.argsHint')}
        autosize
        minRows={2}
        disabled={isDisabled}
        {...form.getInputProps('args')}
        error={form.errors['extra_args.args']}
      />
      <PairsField
        label={t('form.env')}
        value={form.values.env}
        onChange={(pairs) => form.setFieldValue('env', pairs)}
        errorOf={(name) => form.errors[`extra_args.env.${name}`]}
        isDisabled={isDisabled}
      />
    </>
  );
}
