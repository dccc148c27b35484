import type { SelectProps } from '@mantine/core';
import { api, read } from '../api/client.js';
import { RemoteSelect } from './RemoteSelect.js';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null;
  onChange: (tenantId: string | null) => void;
}

const SHOWN = 20;

/** One of the instance's tenants, by name. For administrators. */
export function TenantPicker(props: Props) {
  return (
    <RemoteSelect
      {...props}
      kind="tenant"
      load={async (search) => {
        const { items } = await read(api.GET('/api/v1/tenants/all', { params: { query: { limit: SHOWN, search } } }));
        return items.map(({ id, name }) => ({ value: id, label: name }));
      }}
      labelOf={(id) => Promise.resolve(id)}
    />
  );
}
