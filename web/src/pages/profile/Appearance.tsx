import { Radio, Stack, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.js';
import { LANGUAGES, speak, type Language } from '../../i18n/i18n.js';
import { useSave } from '../../ui/use-save.js';
import { SectionCard } from '../../ui/SectionCard.js';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Language, which goes along with the account, and theme, which stays with the browser. */
export function Appearance() {
  const { t, i18n } = useTranslation('profile');
  const { t: tShell } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const save = useSave({
    save: async (language: Language) => {
      await speak(language);
      return read(api.PATCH('/api/v1/auth/me', { body: { language } }));
    },
    refresh: [['me']],
  });
  return (
    <SectionCard title={t('appearance')}>
      <Stack gap="lg">
        <Radio.Group
          label={tShell('language')}
          value={i18n.language}
          onChange={(language) => save.mutate(language as Language)}
        >
          <Stack gap="xs" mt={6}>
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <Radio key={code} value={code} label={<span lang={code}>{name}</span>} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group label={tShell('theme')} value={colorScheme} onChange={(scheme) => setColorScheme(scheme)}>
          <Stack gap="xs" mt={6}>
            {SCHEMES.map((scheme) => (
              <Radio key={scheme} value={scheme} label={tShell(`schemes.${scheme}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </SectionCard>
  );
}
