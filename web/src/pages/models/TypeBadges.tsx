import { Badge, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MODEL_TYPES, type ModelType } from './model-types.js';

export function TypeBadge({ type }: { type: ModelType }) {
  const { t } = useTranslation('models');
  return (
    <Badge variant="default" tt="none" fw={500} size="sm">
      {t(`types.${type}`)}
    </Badge>
  );
}

export function TypeBadges({ types }: { types: readonly ModelType[] }) {
  return (
    <Group gap={4}>
      {MODEL_TYPES.filter((type) => types.includes(type)).map((type) => (
        <TypeBadge key={type} type={type} />
      ))}
    </Group>
  );
}
