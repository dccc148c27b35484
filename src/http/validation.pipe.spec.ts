import 'reflect-metadata';
import type { ArgumentMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { BadInputError } from '../kernel/app-error.js';
import { hasKnownFieldsOnly, KnownFieldsOnly, ValidationPipe } from './validation.pipe.js';

class InnerDto {
  @IsString()
  label: string;
}

class OuterDto {
  @IsNotEmpty({ message: 'name is required' })
  @IsString()
  @MaxLength(5)
  name: string;

  @IsOptional()
  @IsInt()
  count?: number;

  @IsOptional()
  @IsBoolean()
  flag?: boolean;

  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => InnerDto)
  list?: InnerDto[];
}

@KnownFieldsOnly()
class StrictDto extends OuterDto {}

/** Of another surface, say. */
class LooseDto extends StrictDto {}

const BODY: ArgumentMetadata = { type: 'body', metatype: OuterDto };

async function failureOf(value: unknown, metadata = BODY): Promise<BadInputError> {
  return new ValidationPipe().transform(value, metadata).then(
    () => {
      throw new Error('was not refused');
    },
    (error: unknown) => error as BadInputError,
  );
}

describe('ValidationPipe', () => {
  it('makes the DTO and drops what it does not know', async () => {
    const dto = await new ValidationPipe().transform({ name: 'ada', extra: 1 }, BODY);
    expect(dto).toBeInstanceOf(OuterDto);
    expect(dto).toEqual({ name: 'ada' });
  });

  it.each([undefined, null, 'text', 5, [], [{ name: 'ada' }]])('refuses %j as a body', async (value) => {
    expect((await failureOf(value)).message).toBe('Invalid request body');
  });

  it.each([
    [{}, 'name is required', 'required'],
    [{ name: '' }, 'name is required', 'required'],
    [{ name: 7 }, 'Field name must be a string', 'string'],
    [{ name: 'too long' }, 'Field name is too long', 'max_length'],
    [{ name: 'ada', count: 1.5 }, 'Field count must be an integer', 'integer'],
    [{ name: 'ada', flag: 'yes' }, 'Field flag must be a boolean', 'boolean'],
    [{ name: 'ada', list: {} }, 'Field list must be a list', 'list'],
    [{ name: 'ada', list: [{ label: 1 }] }, 'Field list.0.label must be a string', 'string'],
    [{ name: String.fromCharCode(0) }, 'Field name contains invalid characters', 'characters'],
  ])('says of %j: %s', async (value, message, rule) => {
    const error = await failureOf(value);
    expect({ message: error.message, rule: error.problems?.[0]?.rule }).toEqual({ message, rule });
  });

  it('lists every field that broke a rule, in the order of the DTO', async () => {
    const { message, problems } = await failureOf({ count: 'many', flag: 1 });
    expect(message).toBe('name is required');
    expect(problems?.map(({ field }) => field)).toEqual(['name', 'count', 'flag']);
  });

  describe('where only known fields may be', () => {
    const STRICT: ArgumentMetadata = { type: 'body', metatype: StrictDto };
    const unknown = (field: string) => ({ field, rule: 'unknown', message: `Field ${field} is not known` });

    it('tells those that it does not know, wherever they are', async () => {
      const { message, problems } = await failureOf(
        { name: 'ada', extra: 1, list: [{ label: 'a', lable: 'b' }] },
        STRICT,
      );
      expect(message).toBe('Field extra is not known');
      expect(problems).toEqual([unknown('extra'), unknown('list.0.lable')]);
    });

    it('tells a mistyped name before the one that is missing for it', async () => {
      const { message, problems } = await failureOf({ nmae: 'ada', count: 'many' }, STRICT);
      expect(message).toBe('Field nmae is not known');
      expect(problems?.map(({ field, rule }) => [field, rule])).toEqual([
        ['nmae', 'unknown'],
        ['name', 'required'],
        ['count', 'integer'],
      ]);
    });

    it('does the same to a query', async () => {
      const { problems } = await failureOf({ name: 'ada', key: '1' }, { type: 'query', metatype: StrictDto });
      expect(problems).toEqual([unknown('key')]);
    });

    it('drops them still where a DTO extends such a one', async () => {
      const dto = await new ValidationPipe().transform({ name: 'ada', extra: 1 }, { type: 'body', metatype: LooseDto });
      expect(dto).toEqual({ name: 'ada' });
      expect(hasKnownFieldsOnly(LooseDto)).toBe(false);
    });
  });

  it('looks into path parameters too', async () => {
    const metadata: ArgumentMetadata = { type: 'param', metatype: String, data: 'id' };
    const error = await failureOf(String.fromCharCode(0xd800), metadata);
    expect(error.message).toBe('Field path contains invalid characters');
  });
});
