import { Checkbox, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../shell/access.js';
import { useMe } from '../../shell/me.js';
import { REACHES_OF_KEY } from './key-form.js';
import { SCOPES } from './keys-search.js';
import { errorOf, type KeyForm } from './use-key-form.js';

interface Props {
  form: KeyForm;
  /** What the key may do already: that can be kept, whoever edits it. */
  held: readonly string[];
}

/** What a key may do: nobody hands out more than they have. */
export function ScopesField({ form, held }: Props) {
  const { t } = useTranslation('keys');
  const me = useMe();
  const offered = SCOPES.filter((scope) => held.includes(scope) || mayGrant(me, scope));
  return (
    <>
      <Radio.Group label={t('fields.scopes')} {...form.getInputProps('reach')}>
        <Stack gap="xs" mt={6}>
          {REACHES_OF_KEY.map((reach) => (
            <Radio key={reach} value={reach} label={t(`keyReach.${reach}`)} description={t(`keyReachHint.${reach}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.reach === 'chosen' && (
        <Checkbox.Group
          aria-label={t('fields.scopes')}
          {...form.getInputProps('scopes')}
          error={errorOf(form, 'scopes')}
        >
          <Stack gap="xs" pl="lg" mb={4}>
            {offered.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={t(`scopes.${scope.replace(':', '-')}.name`)}
                description={t(`scopes.${scope.replace(':', '-')}.hint`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </>
  );
}

function mayGrant(me: Me, scope: string): boolean {
  return me.is_instance_admin || me.scopes.includes(scope);
}
