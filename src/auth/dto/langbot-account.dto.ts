import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Principal } from '../../kernel/principal.js';

/** LangBot has no rule for the length; its clients use short ones. */
const LONGEST_PASSWORD = 1024;

export class LangBotInitStateDto {
  /** Whether the first administrator has been made. */
  initialized: boolean;
}

export class LangBotLoginDto {
  /**
   * E-mail address.
   * @example ada@example.com
   */
  @IsNotEmpty({ message: 'user is required' })
  @IsString()
  @MaxLength(255)
  user: string;

  /** @example "correct horse battery staple" */
  @IsNotEmpty({ message: 'password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password: string;
}

export class LangBotInitDto extends LangBotLoginDto {
  /** From the one-time link that the first start printed. Not needed when calling from the machine itself. */
  @IsOptional()
  @IsString()
  @MaxLength(128)
  setup_token?: string | null;
}

export class LangBotTokenDto {
  /** A user token. Send it as `Authorization: Bearer …`. */
  token: string;
}

export class LangBotChangePasswordDto {
  @IsNotEmpty({ message: 'current_password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  current_password: string;

  @IsNotEmpty({ message: 'new_password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  new_password: string;
}

export class LangBotSetPasswordDto {
  @IsNotEmpty({ message: 'New password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  new_password: string;

  /** Required: every account has a password. */
  @IsNotEmpty({ message: 'Current password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  current_password: string;
}

export class LangBotResetPasswordDto {
  /**
   * E-mail address.
   * @example ada@example.com
   */
  @IsNotEmpty({ message: 'user is required' })
  @IsString()
  @MaxLength(255)
  user: string;

  /** What the operator set as `RECOVERY_KEY`. */
  @IsNotEmpty({ message: 'recovery_key is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  recovery_key: string;

  @IsNotEmpty({ message: 'new_password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  new_password: string;
}

export class LangBotUserDto {
  /**
   * E-mail address.
   * @example ada@example.com
   */
  user: string;
}

/** Who is signed in. */
export class LangBotUserInfoDto extends LangBotUserDto {
  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  account_uuid: string;

  /**
   * Always `local`: there are no accounts elsewhere.
   * @example local
   */
  account_type: string;

  /** Always true. */
  has_password: boolean;

  static from({ userId, email }: Principal): LangBotUserInfoDto {
    return Object.assign(new LangBotUserInfoDto(), {
      account_uuid: userId,
      user: email,
      account_type: 'local',
      has_password: true,
    });
  }
}

/** How one can sign in here; all but the first once there is an administrator. */
export class LangBotAccountInfoDto extends LangBotInitStateDto {
  /** @example local */
  account_type?: string;

  has_password?: boolean;

  password_login_enabled?: boolean;

  /** Always false: LangBot's hosted accounts are not in this edition. */
  space_login_enabled?: boolean;

  static from(initialized: boolean): LangBotAccountInfoDto {
    const ways = {
      account_type: 'local',
      has_password: true,
      password_login_enabled: true,
      space_login_enabled: false,
    };
    return Object.assign(new LangBotAccountInfoDto(), { initialized, ...(initialized ? ways : {}) });
  }
}
