import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SystemDb } from '../database/system-db.js';
import { UsersService } from '../tenants/users.service.js';
import { LoginAttempt } from './login-attempt.entity.js';

/** Lets a locked-out administrator in again, for whoever can run commands on the machine. */
@Injectable()
export class AdministratorRecovery {
  constructor(
    private readonly systemDb: SystemDb,
    private readonly users: UsersService,
  ) {}

  /**
   * Gives the user a new password, makes them an active administrator, ends their sessions and forgets failed sign-ins.
   * @returns the new password
   * @throws UserNotFoundError
   */
  async recover(email: string): Promise<string> {
    const password = randomBytes(15).toString('base64url');
    await this.users.setPassword('system', email, password);
    await this.users.setActive('system', email, true);
    await this.users.setInstanceAdmin('system', email, true);
    await this.systemDb.run('forget failed sign-ins', (tx) =>
      tx.createQueryBuilder().delete().from(LoginAttempt).execute(),
    );
    return password;
  }

  /** Who could be recovered. */
  async listAdministrators(): Promise<string[]> {
    return (await this.users.list()).filter((user) => user.isInstanceAdmin).map((user) => user.email);
  }
}
