import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** The deed, as the button says it. */
  action: string;
  isBusy: boolean;
  onCancel: () => void;
}

/** At the end of a form in a dialog. */
export function FormButtons({ action, isBusy, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <Group justify="flex-end" mt="xs">
      <Button variant="default" onClick={onCancel}>
        {t('cancel')}
      </Button>
      <Button type="submit" loading={isBusy}>
        {action}
      </Button>
    </Group>
  );
}
