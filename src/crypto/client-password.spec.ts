import { constants, generateKeyPairSync, publicEncrypt } from 'node:crypto';
import { BadInputError } from '../kernel/app-error.js';
import { ClientPassword } from './client-password.js';

const PASSPHRASE = 'Welcome';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
  .toString();

/** As RAGFlow's clients do it. */
function encrypt(password: string): string {
  const padding = constants.RSA_PKCS1_PADDING;
  return publicEncrypt({ key: publicKey, padding }, Buffer.from(Buffer.from(password).toString('base64'))).toString(
    'base64',
  );
}

describe('ClientPassword', () => {
  const reader = new ClientPassword({ pem, passphrase: PASSPHRASE });

  it.each(['admin', 'pässwörd 密码 🔑', 'a'.repeat(100)])('reads %s as the clients encrypt it', (password) => {
    expect(reader.read(encrypt(password))).toBe(password);
  });

  it.each(['', 'admin', 'QUJD', `${'A'.repeat(343)}=`])('takes %j for a plain password', (password) => {
    expect(reader.read(password)).toBe(password);
  });

  it('takes what looks encrypted and does not decrypt cleanly for a plain password', () => {
    const alike = `${'A'.repeat(342)}==`;
    expect(reader.read(alike)).toBe(alike);
  });

  it('says what is missing when it has no key', () => {
    const refusal = () => new ClientPassword(null).read(encrypt('admin'));
    expect(refusal).toThrow(BadInputError);
    expect(refusal).toThrow('set RAGFLOW_PRIVATE_KEY_FILE');
  });
});
