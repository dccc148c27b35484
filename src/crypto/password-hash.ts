import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB and two passes, the library's and OWASP's default. */
@Injectable()
export class PasswordHash {
  /** Verified against when there is no account, so that the answer takes as long as for one that exists. */
  private readonly nobody = hash('no account has this password');

  make(password: string): Promise<string> {
    return hash(password);
  }

  /** Whether the password is the one behind the hash; never for an absent hash. */
  async matches(password: string, passwordHash: string | null): Promise<boolean> {
    const isMatch = await verify(passwordHash ?? (await this.nobody), password);
    return isMatch && passwordHash !== null;
  }
}
