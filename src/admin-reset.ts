import 'reflect-metadata';
import { messageOf } from './kernel/message-of.js';
import { AdministratorRecovery } from './auth/administrator-recovery.js';
import { createApp } from './bootstrap.js';
import { AppConfig } from './config/app-config.js';
import { readEnvironment } from './config/env.js';
import { openDatabase } from './start.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run admin:reset [-- E-MAIL]`: gives an administrator a new password. */
async function reset(email: string | undefined): Promise<void> {
  const config = new AppConfig(readEnvironment({ ...process.env, LOG_LEVEL: 'error' }));
  const database = await openDatabase(config, say);
  const app = await createApp({ config, connections: database });
  try {
    await app.init();
    const recovery = app.get(AdministratorRecovery);
    const administrators = await recovery.listAdministrators();
    const chosen = email ?? (administrators.length === 1 ? administrators[0] : undefined);
    if (!chosen) {
      const names =
        administrators.length > 0 ? `one of: ${administrators.join(', ')}` : 'none yet; use the set-up link';
      throw new Error(`Say whom: npm run admin:reset -- E-MAIL (administrators: ${names})`);
    }
    say(`\n${chosen} can sign in as administrator with this password:\n\n  ${await recovery.recover(chosen)}\n`);
  } finally {
    await app.close();
    await database.close();
  }
}

try {
  await reset(process.argv[2]);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
