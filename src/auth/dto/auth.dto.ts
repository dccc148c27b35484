import { IsIn, IsNotEmpty, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import type { Principal } from '../../kernel/principal.js';
import type { Role } from '../../kernel/role.js';
import { LANGUAGES, type Language, type User } from '../../tenants/user.entity.js';
import type { AccountChange } from '../../tenants/users.service.js';
import type { Session, SessionChannel } from '../session.entity.js';
import type { OpenedSession } from '../sessions.service.js';

const LONGEST_PASSWORD = 1024;
const LONGEST_NICKNAME = 100;
const SHORTEST_PASSWORD = 8;
const TOO_SHORT = `must have at least ${SHORTEST_PASSWORD} characters`;

export class LoginDto {
  /** @example ada@example.com */
  @IsNotEmpty({ message: 'email is required' })
  @IsString()
  @MaxLength(255)
  email: string;

  /** @example "correct horse battery staple" */
  @IsNotEmpty({ message: 'password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  password: string;
}

export class SetupDto {
  /** From the one-time link that the first start printed. */
  @IsNotEmpty({ message: 'token is required' })
  @IsString()
  @MaxLength(128)
  token: string;

  /** @example ada@example.com */
  @IsNotEmpty({ message: 'email is required' })
  @IsString()
  @MaxLength(255)
  email: string;

  /** @example "correct horse battery staple" */
  @IsNotEmpty({ message: 'password is required' })
  @IsString()
  @MinLength(SHORTEST_PASSWORD, { message: `password ${TOO_SHORT}` })
  @MaxLength(LONGEST_PASSWORD)
  password: string;
}

export class ChangePasswordDto {
  @IsNotEmpty({ message: 'current_password is required' })
  @IsString()
  @MaxLength(LONGEST_PASSWORD)
  current_password: string;

  @IsNotEmpty({ message: 'new_password is required' })
  @IsString()
  @MinLength(SHORTEST_PASSWORD, { message: `new_password ${TOO_SHORT}` })
  @MaxLength(LONGEST_PASSWORD)
  new_password: string;
}

/** A user token. A cookie to renew it comes along. */
export class AccessTokenDto {
  /** Send it as `Authorization: Bearer …`. */
  access_token: string;

  /** @example Bearer */
  token_type: string;

  /**
   * Seconds.
   * @example 900
   */
  expires_in: number;

  static from({ accessToken, expiresInSeconds }: OpenedSession): AccessTokenDto {
    return Object.assign(new AccessTokenDto(), {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
    });
  }
}

export class SetupStateDto {
  /** Whether the first administrator is still to be made. */
  needed: boolean;
}

/** Who the server takes the caller for. */
export class MeDto {
  kind: 'session' | 'api-key';

  /** @example 6d1f6a2c9c0b4f5e8f3b1f0a7c2d4e5f */
  user_id: string;

  /** @example ada@example.com */
  email: string;

  /** The tenant that this request acts on. */
  tenant_id: string;

  /** The user's role in that tenant; null for an administrator's key elsewhere. */
  role: Role | null;

  is_instance_admin: boolean;

  /** @example ["inference", "models:read"] */
  scopes: string[];

  /** The calling key, or null for a user token. */
  key_id: string | null;

  nickname: string;

  /** The console's language, or null while none was chosen. */
  language: Language | null;

  static from(principal: Principal, { nickname, language }: Pick<User, 'nickname' | 'language'>): MeDto {
    return Object.assign(new MeDto(), {
      kind: principal.kind,
      user_id: principal.userId,
      email: principal.email,
      tenant_id: principal.tenantId,
      role: principal.role,
      is_instance_admin: principal.isInstanceAdmin,
      scopes: [...principal.scopes],
      key_id: principal.keyId ?? null,
      nickname,
      language,
    });
  }
}

/** What is to change about me; fields that are absent stay. */
export class ProfileDto {
  /** @example Ada */
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MaxLength(LONGEST_NICKNAME)
  nickname?: string;

  /** The console's language; null for the browser's. */
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsIn(LANGUAGES, { message: `language must be one of: ${LANGUAGES.join(', ')}` })
  language?: Language | null;

  /** In the service's terms. */
  toChange(): AccountChange {
    return {
      ...(this.nickname !== undefined ? { nickname: this.nickname } : {}),
      ...(this.language !== undefined ? { language: this.language } : {}),
    };
  }
}

/** A sign-in that is still good. */
export class SessionDto {
  id: string;

  /** Whether it is the one that asks. */
  current: boolean;

  /** Through which surface it was opened. */
  channel: SessionChannel;

  /** @example 203.0.113.7 */
  address: string;

  user_agent: string;

  created_at: Date;

  expires_at: Date;

  static from(session: Session, currentId: string | undefined): SessionDto {
    return Object.assign(new SessionDto(), {
      id: session.id,
      current: session.id === currentId,
      channel: session.channel,
      address: session.address,
      user_agent: session.userAgent,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    });
  }
}
