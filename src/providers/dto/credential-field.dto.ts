import type { ModelType } from '../../kernel/model-type.js';
import type { CredentialField } from '../factory.js';

/** One input of the form that a factory's credential needs. */
export class CredentialFieldDto {
  /** The exact name to send, for example `api_key`. */
  name: string;
  /** What to call the field in a form. */
  label: string;
  /** Whether the value is sealed, and shown only masked. */
  secret: boolean;
  /** Whether the field must be sent. */
  required: boolean;
  /** A regular expression that the whole value must match; null when anything goes. */
  pattern: string | null;
  /** What is taken when the field is left out on Latchkey's own routes; null when it can't be. */
  default: string | null;
  /** Present when the field belongs only to models of these types. */
  types?: ModelType[];

  static from(field: CredentialField): CredentialFieldDto {
    const { types, ...rest } = field;
    return Object.assign(new CredentialFieldDto(), rest, types === undefined ? {} : { types: [...types] });
  }
}
