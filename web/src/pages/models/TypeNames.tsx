import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MODEL_TYPES, type ModelType } from './model-types.js';

/** What a model is, beside it. */
export function TypeBadge({ type }: { type: ModelType }) {
  const { t } = useTranslation('models');
  return (
    <Badge variant="default" tt="none" fw={500} miw="max-content">
      {t(`types.${type}`)}
    </Badge>
  );
}

/** What a factory serves. */
export function TypeNames({ types }: { types: readonly ModelType[] }) {
  const { t } = useTranslation('models');
  const names = MODEL_TYPES.filter((type) => types.includes(type)).map((type) => t(`types.${type}`));
  return (
    <Text size="sm" c="dimmed">
      {names.join(' · ')}
    </Text>
  );
}
