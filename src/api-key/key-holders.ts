import { Injectable } from '@nestjs/common';
import { TenantDb } from '../database/tenant-db.js';
import type { Role } from '../kernel/role.js';

/** The user as whom a key acts, as he is now. */
export interface KeyHolder {
  isActive: boolean;
  isInstanceAdmin: boolean;
  /** In the key's tenant; null when he is no member. */
  role: Role | null;
}

const NOBODY: KeyHolder = { isActive: false, isInstanceAdmin: false, role: null };

/** Those who bound what keys may do. */
@Injectable()
export class KeyHolders {
  constructor(private readonly tenantDb: TenantDb) {}

  async find(tenantId: string, userId: string): Promise<KeyHolder> {
    const [holder] = await this.tenantDb.run(tenantId, (tx) =>
      tx.query<KeyHolder[]>(
        `SELECT u.is_active AS "isActive", u.is_instance_admin AS "isInstanceAdmin", m.role
         FROM users u LEFT JOIN memberships m ON m.user_id = u.id AND m.tenant_id = $1 WHERE u.id = $2`,
        [tenantId, userId],
      ),
    );
    return holder ?? NOBODY;
  }
}
