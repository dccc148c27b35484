import { readFile } from 'node:fs/promises';
import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { DirectSql } from '../database/direct-sql.js';
import { SystemDb } from '../database/system-db.js';
import { ClientPassword } from './client-password.js';
import { Keyring } from './keyring.js';
import { PasswordHash } from './password-hash.js';
import { SecretBox } from './secret-box.js';
import { generateSecretKey, readSecretKey } from './secret-key-file.js';
import { TokenHash } from './token-hash.js';

function openKeyring(config: AppConfig, systemDb: SystemDb, sql: DirectSql): Promise<Keyring> {
  return Keyring.open(systemDb, sql, {
    current: async () => config.secretKey ?? (await readSecretKey(config.dataDir)),
    previous: config.previousSecretKey,
    generate: () => generateSecretKey(config.dataDir),
  });
}

async function readClientPasswordKey({ clientPasswordKey }: AppConfig): Promise<ClientPassword> {
  if (!clientPasswordKey) return new ClientPassword(null);
  const pem = await readFile(clientPasswordKey.file, 'utf8');
  return new ClientPassword({ pem, passphrase: clientPasswordKey.passphrase });
}

/** Keys, sealing and hashing. */
@Global()
@Module({
  providers: [
    { provide: Keyring, useFactory: openKeyring, inject: [AppConfig, SystemDb, DirectSql] },
    { provide: ClientPassword, useFactory: readClientPasswordKey, inject: [AppConfig] },
    SecretBox,
    TokenHash,
    PasswordHash,
  ],
  exports: [Keyring, ClientPassword, SecretBox, TokenHash, PasswordHash],
})
export class CryptoModule {}
