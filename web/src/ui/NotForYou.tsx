import { ApiError } from '../api/api-error.js';
import { Page } from './Page.js';
import { Problem } from './Problem.js';

/** In place of a page that one may not see. */
export function NotForYou({ title, reason }: { title: string; reason: string }) {
  return (
    <Page title={title}>
      <Problem error={new ApiError(403, reason, 403, [], null)} />
    </Page>
  );
}
