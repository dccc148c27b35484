import type { CreationPage } from '../http/dto/sorted-query.dto.js';

/** Which users. */
export interface UserListRequest extends CreationPage {
  isActive: boolean | null;
  isInstanceAdmin: boolean | null;
}
