import { ApiProperty } from '@nestjs/swagger';
import { words, type Setting, type SettingStage } from '../settings/setting.js';
import { SETTING_GROUPS } from '../settings/setting-groups.js';

const NOT_ACTED_ON = words('Stored, but without effect on this server.', '仅保存，在此服务器上不生效。');

/** In both languages of LangBot's console. */
export class WordsDto {
  en_US: string;
  zh_Hans: string;
}

export class SettingOptionDto {
  /** What is stored. @example drop */
  name: string;

  label: WordsDto;
}

const ANY_JSON = ['string', 'number', 'boolean', 'object', 'array'].map((type) =>
  type === 'array' ? { type, items: {} } : { type },
);

/** One setting. */
export class SettingDto {
  /** @example max-round */
  name: string;

  label: WordsDto;

  description: WordsDto;

  /** How LangBot's console draws it. @example integer */
  type: string;

  /** Always false: what is left out is set to its default. */
  required: boolean;

  /** What it is when it is left out. */
  @ApiProperty({ anyOf: ANY_JSON })
  default: unknown;

  options?: SettingOptionDto[];

  min?: number;

  max?: number;

  /** It is stored, and changes nothing here. */
  unsupported?: true;

  static from(setting: Setting): SettingDto {
    const { name, label, description, type, default: byDefault, options, min, max, isSupported } = setting;
    return Object.assign(new SettingDto(), {
      name,
      label,
      description: isSupported ? (description ?? label) : NOT_ACTED_ON,
      type,
      required: false,
      default: byDefault,
      ...(options ? { options: [...options] } : {}),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(isSupported ? {} : { unsupported: true as const }),
    } satisfies SettingDto);
  }
}

/** Settings that stand together in `config.<group>.<stage>`. */
export class SettingStageDto {
  /** @example local-agent */
  name: string;

  label: WordsDto;

  description: WordsDto;

  config: SettingDto[];

  static from({ name, label, settings }: SettingStage): SettingStageDto {
    const isSupported = settings.some((setting) => setting.isSupported);
    return Object.assign(new SettingStageDto(), {
      name,
      label,
      description: isSupported ? label : NOT_ACTED_ON,
      config: settings.map((setting) => SettingDto.from(setting)),
    } satisfies SettingStageDto);
  }
}

export class SettingGroupDto {
  /** @example ai */
  name: string;

  label: WordsDto;

  stages: SettingStageDto[];
}

/** Everything that can be set on a pipeline. */
export class PipelineMetadataDto {
  configs: SettingGroupDto[];

  static all(): PipelineMetadataDto {
    const configs = SETTING_GROUPS.map(({ name, label, stages }) => ({
      name,
      label,
      stages: stages.map((stage) => SettingStageDto.from(stage)),
    }));
    return Object.assign(new PipelineMetadataDto(), { configs });
  }
}
