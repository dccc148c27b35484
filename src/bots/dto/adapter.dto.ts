import { ApiProperty } from '@nestjs/swagger';
import type { AdapterEntry, AdapterField } from '../adapters/adapter-catalog.js';

/** A text in LangBot's two languages. */
export class AdapterLabelDto {
  /** @example Telegram */
  en_US: string;

  /** @example Telegram */
  zh_Hans: string;
}

/** A field of an adapter's configuration. */
export class AdapterFieldDto {
  /** @example token */
  name: string;

  label: AdapterLabelDto;

  description: AdapterLabelDto;

  /** @example string */
  type: string;

  required: boolean;

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] })
  default: string | number | boolean;

  /** What a `select` lets choose from. */
  options?: { name: string; label: AdapterLabelDto }[];

  static from({ name, label, description, type, required, default: value, options }: AdapterField): AdapterFieldDto {
    const choices = options?.map((option) => ({ name: option, label: { en_US: option, zh_Hans: option } }));
    const field = { name, label, description, type, required, default: value };
    return Object.assign(new AdapterFieldDto(), field, choices ? { options: choices } : {});
  }
}

export class AdapterSpecDto {
  config: AdapterFieldDto[];
}

/** A way to meet a bot. */
export class AdapterDto {
  /** @example telegram */
  name: string;

  label: AdapterLabelDto;

  description: AdapterLabelDto;

  /** File name of its picture, which `GET /api/v1/platform/adapters/{name}/icon` answers. */
  icon: string;

  /** Whether bots of it can be enabled on this server; others can only be stored. */
  runnable: boolean;

  spec: AdapterSpecDto;

  static from({ name, label, description, isRunnable, fields }: AdapterEntry): AdapterDto {
    return Object.assign(new AdapterDto(), {
      name,
      label,
      description,
      icon: `${name}.svg`,
      runnable: isRunnable,
      spec: { config: fields.map((field) => AdapterFieldDto.from(field)) },
    });
  }
}

export class AdapterListDto {
  adapters: AdapterDto[];
}

export class OneAdapterDto {
  adapter: AdapterDto;
}
