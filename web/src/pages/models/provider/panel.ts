import type { Credential } from '../models-queries.js';

/** What each part of a provider's page gets. */
export interface PanelProps {
  credential: Credential;
  mayChange: boolean;
}
