import { badRequest, type GatewayError } from '../gateway-error.js';

/** The code of a refusal of what the API knows and the gateway can't pass on. */
export const UNSUPPORTED = 'unsupported_parameter';

/**
 * A value of a request's body, and where it stands in it: whoever reads it as what it is not gets an error that names
 * both. As in OpenAI's and Anthropic's own APIs, null counts as left out.
 */
export class RequestField {
  private constructor(
    readonly path: string,
    private readonly value: unknown,
  ) {}

  static body(body: Readonly<Record<string, unknown>>): RequestField {
    return new RequestField('', body);
  }

  get isGiven(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  get isText(): boolean {
    return typeof this.value === 'string';
  }

  /** The value as it came, for comparisons. */
  get raw(): unknown {
    return this.value;
  }

  /** What it is read as, or undefined when it is left out. */
  optional<Result>(read: (field: RequestField) => Result): Result | undefined {
    return this.isGiven ? read(this) : undefined;
  }

  object(): Readonly<Record<string, unknown>> {
    if (!this.isObject) throw this.broken('must be an object');
    return this.value as Readonly<Record<string, unknown>>;
  }

  /** A field of this object. */
  at(name: string): RequestField {
    const fields = this.object();
    return new RequestField(
      this.path === '' ? name : `${this.path}.${name}`,
      Object.hasOwn(fields, name) ? fields[name] : undefined,
    );
  }

  names(): readonly string[] {
    return Object.keys(this.object());
  }

  items(): readonly RequestField[] {
    if (!Array.isArray(this.value)) throw this.broken('must be a list');
    return this.value.map((item, index) => new RequestField(`${this.path}[${index}]`, item));
  }

  filledItems(): readonly RequestField[] {
    const items = this.items();
    if (items.length === 0) throw this.broken('must not be empty');
    return items;
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.broken('must be a string');
    return this.value;
  }

  filledText(): string {
    const text = this.text();
    if (text === '') throw this.broken('must not be empty');
    return text;
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') throw this.broken('must be true or false');
    return this.value;
  }

  number(least: number, most: number): number {
    if (typeof this.value !== 'number' || !(this.value >= least && this.value <= most)) {
      throw this.broken(`must be a number from ${least} to ${most}`);
    }
    return this.value;
  }

  integer(): number {
    if (!Number.isSafeInteger(this.value)) throw this.broken('must be an integer');
    return this.value as number;
  }

  positiveInteger(): number {
    if (!Number.isSafeInteger(this.value) || (this.value as number) < 1)
      throw this.broken('must be a positive integer');
    return this.value as number;
  }

  oneOf<const Choice extends string>(choices: readonly Choice[]): Choice {
    const choice = choices.find((each) => each === this.value);
    if (choice === undefined) throw this.broken(`must be one of ${choices.join(', ')}`);
    return choice;
  }

  /** The error of a value that breaks this rule. */
  broken(rule: string): GatewayError {
    return badRequest(this.isGiven ? `${this.path} ${rule}` : `${this.path} is required and ${rule}`, this.path);
  }

  /** The error of a value that is right, and that the gateway can't pass on. */
  unsupported(reason = 'is not supported for this model'): GatewayError {
    return badRequest(`${this.path} ${reason}`, this.path, UNSUPPORTED);
  }
}
