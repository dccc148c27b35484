import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** Where what was done, or was not, is said in a corner. */
export function NotificationCorner() {
  return <Notifications position="bottom-right" limit={4} />;
}
