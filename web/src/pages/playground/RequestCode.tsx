import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCode } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CodeExamples } from '../../ui/CodeExamples.js';
import { requestCode } from './request-code.js';

/** The request as code, for whoever wants to go on elsewhere. */
export function RequestCode({ path, body }: { path: string; body: object }) {
  const { t } = useTranslation('playground');
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Stack gap="sm" align="stretch">
      <div>
        <Button variant="default" leftSection={<IconCode size={16} />} onClick={toggle} aria-expanded={isOpen}>
          {t(isOpen ? 'hideCode' : 'showCode')}
        </Button>
      </div>
      <Collapse expanded={isOpen}>{isOpen && <CodeExamples examples={requestCode(path, body)} />}</Collapse>
    </Stack>
  );
}
