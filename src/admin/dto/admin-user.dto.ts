import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { isoSeconds } from '../../kernel/iso-seconds.js';
import { OptionalBody } from '../../http/validation.pipe.js';
import type { User } from '../../tenants/user.entity.js';

const LONGEST_PASSWORD = 1024;

@OptionalBody()
export class AdminLoginDto {
  /** @example ada@example.com */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  email?: string;

  /** Plain, or encrypted as RAGFlow's clients do. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password?: string;
}

@OptionalBody()
export class CreateUserDto {
  /**
   * The e-mail address.
   * @example ada@example.com
   */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  username?: string;

  /** The same, as older clients spell it. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  user_name?: string;

  /** Plain, or encrypted as RAGFlow's clients do. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password?: string;

  /** `admin` makes an instance administrator. */
  @IsOptional()
  @IsIn(['user', 'admin'], { message: 'role must be user or admin' })
  role?: string = 'user';
}

@OptionalBody()
export class NewPasswordDto {
  /** Plain, or encrypted as RAGFlow's clients do. */
  @IsNotEmpty({ message: 'New password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  new_password: string;
}

@OptionalBody()
export class ActivateDto {
  /** `on` or `off`, in any case. */
  @IsNotEmpty({ message: 'Activation status is required' })
  @IsString()
  @MaxLength(16)
  activate_status: string;
}

@OptionalBody()
export class RoleNameDto {
  @IsNotEmpty({ message: 'Role name is required' })
  @IsString()
  @MaxLength(128)
  role_name: string;
}

/** A user in the list. */
export class UserSummaryDto {
  /** @example ada@example.com */
  email: string;

  nickname: string;

  /** @example 2026-11-24T16:03:41Z */
  create_date: string;

  /** `1` active, `0` not. */
  is_active: string;

  is_superuser: boolean;

  static from(user: User): UserSummaryDto {
    return Object.assign(new UserSummaryDto(), {
      email: user.email,
      nickname: user.nickname,
      create_date: isoSeconds(user.createdAt),
      is_active: user.isActive ? '1' : '0',
      is_superuser: user.isInstanceAdmin,
    });
  }
}
