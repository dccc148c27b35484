import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { SortedQueryDto } from '../../http/dto/sorted-query.dto.js';
import { KnownFieldsOnly } from '../../http/validation.pipe.js';
import type { UserListRequest } from '../../tenants/user-list.js';
import type { Language } from '../../tenants/user.entity.js';
import type { AccountChange, NewUser } from '../../tenants/users.service.js';
import type { UserAccount } from '../user-accounts.service.js';

const LONGEST_NICKNAME = 100;
const LONGEST_PASSWORD = 1024;
const SHORTEST_PASSWORD = 8;
const TOO_SHORT = { message: `password must have at least ${SHORTEST_PASSWORD} characters` };

/** Which users. */
@KnownFieldsOnly()
export class UserListQueryDto extends SortedQueryDto {
  /** `true` for active users only, `false` for deactivated ones. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'active must be true or false' })
  active?: string;

  /** `true` for administrators of the instance only, `false` for everybody else. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'administrators must be true or false' })
  administrators?: string;

  /** In the service's terms. */
  toRequest(): UserListRequest {
    return { ...this.toPage(), isActive: choice(this.active), isInstanceAdmin: choice(this.administrators) };
  }
}

/** A user to be made. */
@KnownFieldsOnly()
export class NewUserDto {
  /** @example ada@example.com */
  @IsNotEmpty({ message: 'email is required' })
  @IsString()
  @MaxLength(255)
  email: string;

  /**
   * Plain: the connection is what keeps it from others.
   * @example "correct horse battery staple"
   */
  @IsNotEmpty({ message: 'password is required' })
  @IsString()
  @MinLength(SHORTEST_PASSWORD, TOO_SHORT)
  @MaxLength(LONGEST_PASSWORD)
  password: string;

  /** @example Ada */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NICKNAME)
  nickname?: string;

  /** Whether they administer the instance. */
  @IsOptional()
  @IsBoolean()
  is_instance_admin?: boolean;

  /** In the service's terms. */
  toNewUser(): NewUser {
    return {
      email: this.email,
      password: this.password,
      nickname: this.nickname ?? '',
      isInstanceAdmin: this.is_instance_admin ?? false,
    };
  }
}

/** What is to change; fields that are absent stay. */
@KnownFieldsOnly()
export class UserChangeDto {
  /** @example Ada */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(LONGEST_NICKNAME)
  nickname?: string;

  /** `false` deactivates: they can't sign in, and their keys stop. */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  is_active?: boolean;

  /** Whether they administer the instance. */
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  is_instance_admin?: boolean;

  /** A new password, plain. */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MinLength(SHORTEST_PASSWORD, TOO_SHORT)
  @MaxLength(LONGEST_PASSWORD)
  password?: string;

  /** In the service's terms. */
  toChange(): AccountChange {
    return {
      ...(this.nickname !== undefined ? { nickname: this.nickname } : {}),
      ...(this.is_active !== undefined ? { isActive: this.is_active } : {}),
      ...(this.is_instance_admin !== undefined ? { isInstanceAdmin: this.is_instance_admin } : {}),
      ...(this.password !== undefined ? { password: this.password } : {}),
    };
  }
}

/** A user as administrators see them. */
export class UserDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  id: string;

  /** @example ada@example.com */
  email: string;

  /** @example Ada */
  nickname: string;

  /** The console's language, or null while they chose none. */
  language: Language | null;

  is_active: boolean;

  is_instance_admin: boolean;

  /** Their own tenant. */
  tenant_id: string;

  /** @example "Ada‘s Kingdom" */
  tenant_name: string;

  /** Keys that act as them, counted up to 1000: that many, or more. */
  key_count: number;

  /** Null for never. */
  last_login_at: Date | null;

  created_at: Date;

  static from({ user, tenantName, keyCount }: UserAccount): UserDto {
    return Object.assign(new UserDto(), {
      id: user.id,
      email: user.email,
      nickname: user.nickname,
      language: user.language,
      is_active: user.isActive,
      is_instance_admin: user.isInstanceAdmin,
      tenant_id: user.id,
      tenant_name: tenantName,
      key_count: keyCount,
      last_login_at: user.lastLoginAt,
      created_at: user.createdAt,
    });
  }
}

/** One page of users. */
export class UserPageDto {
  items: UserDto[];

  /** Send it as `cursor` for the next page; null on the last one. */
  next_cursor: string | null;
}

function choice(text: string | undefined): boolean | null {
  return text === undefined ? null : text === 'true';
}
