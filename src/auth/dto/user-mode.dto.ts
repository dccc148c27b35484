import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { isoSeconds } from '../../kernel/iso-seconds.js';
import type { User } from '../../tenants/user.entity.js';

/** Longer than a password may be: RAGFlow's clients may encrypt it. */
const LONGEST_PASSWORD = 1024;

export class UserModeLoginDto {
  /** @example ada@example.com */
  @IsNotEmpty({ message: 'email is required' })
  @IsString()
  @MaxLength(255)
  email: string;

  /** Plain, or encrypted as RAGFlow's clients do. */
  @IsNotEmpty({ message: 'password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password: string;
}

export class RegisterDto extends UserModeLoginDto {
  /** @example Ada */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  nickname?: string;
}

/** A user as RAGFlow's surfaces show it: flags are the strings `1` and `0`. */
export class RagflowUserDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  id: string;

  /** @example ada@example.com */
  email: string;

  nickname: string;

  avatar: string;

  /** @example English */
  language: string;

  /** @example password */
  login_channel: string;

  /** `1` active, `0` not. */
  is_active: string;

  /** @example 0 */
  is_anonymous: string;

  /** @example 1 */
  status: string;

  is_superuser: boolean;

  /** Null before the first sign-in. */
  last_login_time: string | null;

  create_date: string;

  update_date: string;

  static from(user: User): RagflowUserDto {
    return Object.assign(new RagflowUserDto(), {
      id: user.id,
      email: user.email,
      nickname: user.nickname,
      avatar: '',
      language: 'English',
      login_channel: 'password',
      is_active: user.isActive ? '1' : '0',
      is_anonymous: '0',
      status: '1',
      is_superuser: user.isInstanceAdmin,
      last_login_time: user.lastLoginAt && isoSeconds(user.lastLoginAt),
      create_date: isoSeconds(user.createdAt),
      update_date: isoSeconds(user.updatedAt),
    });
  }
}
