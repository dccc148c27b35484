import { constants, createPrivateKey, privateDecrypt, type KeyObject } from 'node:crypto';
import { BadInputError } from '../kernel/app-error.js';

/** RSA-2048 in base64: 256 bytes. */
const ENCRYPTED = /^[A-Za-z0-9+/]{342}==$/;

/**
 * Reads passwords as RAGFlow's clients send them: base64 of the UTF-8 password, encrypted with RSA PKCS#1 v1.5 under a
 * key pair that is fixed in every client, in base64 again. The private half is public too, so this protects nothing
 * and is merely a codec. Anything that is not of that form is a plain password.
 */
export class ClientPassword {
  private readonly key: KeyObject | null;

  constructor(privateKey: { pem: string; passphrase: string | null } | null) {
    this.key = privateKey
      ? createPrivateKey({
          key: privateKey.pem,
          ...(privateKey.passphrase ? { passphrase: privateKey.passphrase } : {}),
        })
      : null;
  }

  /** @throws BadInputError for an encrypted password when the operator supplied no key. */
  read(password: string): string {
    if (!ENCRYPTED.test(password)) return password;
    if (!this.key) {
      throw new BadInputError(
        'The password is encrypted by the client, and this server has no key to read it: set RAGFLOW_PRIVATE_KEY_FILE',
      );
    }
    return decryptPassword(this.key, Buffer.from(password, 'base64')) ?? password;
  }
}

/** Unpads by hand: newer OpenSSL answers wrong padding with random bytes, and some Node versions refuse PKCS#1 v1.5. */
function decryptPassword(key: KeyObject, ciphertext: Buffer): string | null {
  let block: Buffer;
  try {
    block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext);
  } catch {
    return null;
  }
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) return null;
  const encoded = block.subarray(end + 1).toString('latin1');
  const decoded = Buffer.from(encoded, 'base64');
  return decoded.toString('base64') === encoded ? decoded.toString('utf8') : null;
}
