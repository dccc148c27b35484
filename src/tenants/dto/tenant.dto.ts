import { IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import { ROLES, type Role } from '../../kernel/role.js';
import type { MemberRow, MembershipRow } from '../tenants.repository.js';

/** A tenant that the caller belongs to. */
export class TenantDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  id: string;

  /** @example "Ada‘s Kingdom" */
  name: string;

  /** What the caller is in it. */
  role: Role;

  static from({ tenantId, tenantName, role }: MembershipRow): TenantDto {
    return Object.assign(new TenantDto(), { id: tenantId, name: tenantName, role });
  }
}

/** A user's part in a tenant. */
export class MemberDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  user_id: string;

  /** @example ada@example.com */
  email: string;

  nickname: string;

  is_active: boolean;

  role: Role;

  /** When they joined. */
  created_at: Date;

  static from({ userId, email, nickname, isActive, role, since }: MemberRow): MemberDto {
    return Object.assign(new MemberDto(), {
      user_id: userId,
      email,
      nickname,
      is_active: isActive,
      role,
      created_at: since,
    });
  }
}

@KnownFieldsOnly()
export class ChangeMemberDto {
  /** viewer reads; member also uses models and makes keys of their own; admin also configures; owner also names owners. */
  @IsIn(ROLES, { message: `role must be one of: ${ROLES.join(', ')}` })
  role: Role;
}

@KnownFieldsOnly()
export class AddMemberDto extends ChangeMemberDto {
  /**
   * E-mail address of an existing user.
   * @example ada@example.com
   */
  @IsNotEmpty({ message: 'email is required' })
  @IsString()
  @MaxLength(255)
  email: string;
}
