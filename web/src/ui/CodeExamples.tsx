import { Box, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Copy } from './Copy.js';

export interface CodeExample {
  /** Its name, such as `curl`. */
  name: string;
  text: string;
}

/** The same call in several languages, to be copied. */
export function CodeExamples({ examples }: { examples: readonly CodeExample[] }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue={examples[0]?.name ?? null} aria-label={t('examples')}>
      <Tabs.List>
        {examples.map(({ name }) => (
          <Tabs.Tab key={name} value={name}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {examples.map(({ name, text }) => (
        <Tabs.Panel key={name} value={name} pt="xs">
          <CodeText text={text} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

export function CodeText({ text }: { text: string }) {
  return (
    <Box pos="relative" p="md" pr={48} bdrs="md" bg="light-dark(#eef2f0, #0d1110)">
      <Box pos="absolute" top={8} right={8}>
        <Copy text={text} />
      </Box>
      <pre className="code" style={{ margin: 0 }}>
        {text}
      </pre>
    </Box>
  );
}
