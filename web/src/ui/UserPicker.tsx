import type { SelectProps } from '@mantine/core';
import { api, read } from '../api/client.js';
import { RemoteSelect } from './RemoteSelect.js';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null;
  onChange: (userId: string | null) => void;
}

const SHOWN = 20;

/** One of the instance's users, by e-mail address or nickname. For administrators. */
export function UserPicker(props: Props) {
  return (
    <RemoteSelect
      {...props}
      kind="user"
      load={async (search) => {
        const { items } = await read(api.GET('/api/v1/users', { params: { query: { limit: SHOWN, search } } }));
        return items.map(({ id, email }) => ({ value: id, label: email }));
      }}
      labelOf={async (id) => (await read(api.GET('/api/v1/users/{id}', { params: { path: { id } } }))).email}
    />
  );
}
