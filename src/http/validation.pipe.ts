import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { BadInputError, badField, type FieldProblem } from '../kernel/app-error.js';
import { findUnstorableText } from './text-content.js';

const UNKNOWN = 'unknown';

/** Rules whose sentence is the same everywhere; all others speak for themselves. In the order in which they are told. */
const SENTENCES: Readonly<Record<string, { rule: string; says: string }>> = {
  whitelistValidation: { rule: UNKNOWN, says: 'is not known' },
  isString: { rule: 'string', says: 'must be a string' },
  isInt: { rule: 'integer', says: 'must be an integer' },
  isNumber: { rule: 'number', says: 'must be a number' },
  isPositive: { rule: 'positive', says: 'must be a positive integer' },
  isBoolean: { rule: 'boolean', says: 'must be a boolean' },
  isObject: { rule: 'object', says: 'must be an object' },
  isArray: { rule: 'list', says: 'must be a list' },
  isIso8601: { rule: 'date_time', says: 'must be an ISO 8601 date and time' },
  isUuid: { rule: 'uuid', says: 'must be a UUID' },
  maxLength: { rule: 'max_length', says: 'is too long' },
};

const OPTIONAL_BODY = 'latchkey:optional-body';

/** A body of this shape may be left out altogether; its rules say what is missing then. */
export const OptionalBody = (): ClassDecorator => (target) => Reflect.defineMetadata(OPTIONAL_BODY, true, target);

const KNOWN_FIELDS_ONLY = 'latchkey:known-fields-only';
const closedShapes = new Set<string>();

/** Which have only known fields, by their names: for the document. */
export const CLOSED_SHAPES: ReadonlySet<string> = closedShapes;

/**
 * Fields that this shape does not have are told instead of dropped, in what is nested in it too: a mistyped bound is
 * no bound. For our own surface; clients of RAGFlow and LangBot send more than is read. Not inherited, since a shape
 * of theirs may extend one of ours.
 */
export const KnownFieldsOnly = (): ClassDecorator => (target) => {
  Reflect.defineMetadata(KNOWN_FIELDS_ONLY, true, target);
  closedShapes.add(target.name);
};

export function hasKnownFieldsOnly(metatype: object): boolean {
  return Reflect.hasOwnMetadata(KNOWN_FIELDS_ONLY, metatype);
}

const SCALARS: readonly unknown[] = [String, Number, Boolean, Array, Object];

/**
 * Holds a body or query to its DTO: unknown fields are dropped, or told where it has {@link KnownFieldsOnly}. The first
 * broken rule (unknown fields before missing ones, these before wrong ones) is the message, and all of them are listed.
 */
@Injectable()
export class ValidationPipe implements PipeTransform<unknown> {
  async transform(given: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom') return given;
    const isLeftOut = given === undefined && metatype !== undefined && Reflect.hasMetadata(OPTIONAL_BODY, metatype);
    const value = isLeftOut ? {} : given;
    const unstorable = findUnstorableText(value, type === 'param' ? 'path' : '');
    if (unstorable !== null) throw badField(unstorable || 'body', 'characters', 'contains invalid characters');
    if (!metatype || SCALARS.includes(metatype)) return value;
    if (type === 'body' && !isPlainObject(value)) throw new BadInputError('Invalid request body');
    const dto: object = plainToInstance(metatype as ClassConstructor<object>, value);
    const forbidNonWhitelisted = hasKnownFieldsOnly(metatype);
    const errors = await validate(dto, { whitelist: true, forbidNonWhitelisted, forbidUnknownValues: false });
    const problems = errors.flatMap((error) => problemsOf(error, '')).sort(byCause);
    if (problems.length > 0) throw new BadInputError(problems[0]?.message ?? '', { problems });
    return dto;
  }
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemsOf({ property, constraints, children }: ValidationError, parent: string): FieldProblem[] {
  const field = parent === '' ? property : `${parent}.${property}`;
  const own = Object.entries(constraints ?? {}).map(([name, message]) => problemOf(field, name, message));
  return [...own.sort(byUrgency).slice(0, 1), ...(children ?? []).flatMap((child) => problemsOf(child, field))];
}

function problemOf(field: string, name: string, message: string): FieldProblem {
  const known = SENTENCES[name];
  return known
    ? { field, rule: known.rule, message: `Field ${field} ${known.says}` }
    : { field, rule: RULE_NAMES[name] ?? name, message };
}

const RULE_NAMES: Readonly<Record<string, string>> = {
  isNotEmpty: 'required',
  isDefined: 'required',
  isIn: 'one_of',
  isEmail: 'email',
  matches: 'pattern',
  minLength: 'min_length',
  arrayNotEmpty: 'not_empty',
  arrayMaxSize: 'max_items',
  isAddressRange: 'address_range',
  isAliasName: 'alias_name',
};

/**
 * What is missing is told before what is wrong; before both what is not known: whoever mistyped the name of a required
 * field broke two rules, and looks for the field that they see in their request.
 */
function byCause(one: FieldProblem, other: FieldProblem): number {
  return depth(one) - depth(other);
}

function depth({ rule }: FieldProblem): number {
  const place = [UNKNOWN, 'required'].indexOf(rule);
  return place === -1 ? 2 : place;
}

/** A missing field is told as missing, a wrong type before a wrong length. */
function byUrgency(one: FieldProblem, other: FieldProblem): number {
  return urgency(one) - urgency(other);
}

function urgency({ rule }: FieldProblem): number {
  const order = ['required', ...Object.values(SENTENCES).map((sentence) => sentence.rule)];
  const place = order.indexOf(rule);
  return place === -1 ? order.length : place;
}
