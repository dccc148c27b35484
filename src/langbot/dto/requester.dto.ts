import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { ModelKind } from '../../models/langbot/model-kind.js';
import type { Requester } from '../../models/langbot/requester-catalog.js';

/** LangBot says `text-embedding` of requesters and `embedding` in its paths. */
const SUPPORT_TYPES: Readonly<Record<ModelKind, string>> = {
  llm: 'llm',
  embedding: 'text-embedding',
  rerank: 'rerank',
};

const TYPES = Object.values(SUPPORT_TYPES);

export class RequestersQueryDto {
  /** Only kinds of providers that serve such models. */
  @IsOptional()
  @IsIn(TYPES, { message: `type must be one of: ${TYPES.join(', ')}` })
  type?: string;
}

/** A text in LangBot's two languages. */
export class LabelDto {
  /** @example OpenAI */
  en_US: string;

  /** @example OpenAI */
  zh_Hans: string;
}

/** A field of the form that connects a provider. */
export class RequesterFieldDto {
  /** @example base_url */
  name: string;

  label: LabelDto;

  /** @example string */
  type: string;

  required: boolean;

  /** @example https://api.openai.com/v1 */
  @ApiProperty({ type: String })
  default: string;
}

export class RequesterSpecDto {
  config: RequesterFieldDto[];

  /** @example ["llm", "text-embedding"] */
  support_type: string[];
}

/** A kind of provider. */
export class RequesterDto {
  /** @example openai-chat-completions */
  name: string;

  label: LabelDto;

  description: LabelDto;

  /** File name of its picture, which `GET /api/v1/provider/requesters/{name}/icon` answers. */
  icon: string;

  spec: RequesterSpecDto;

  static from({ name, label, baseUrl, kinds }: Requester): RequesterDto {
    const both = (text: string): LabelDto => ({ en_US: text, zh_Hans: text });
    const address = { name: 'base_url', label: { en_US: 'Base URL', zh_Hans: '基础 URL' }, type: 'string' };
    return Object.assign(new RequesterDto(), {
      name,
      label: both(label),
      description: both(''),
      icon: `${name}.svg`,
      spec: {
        config: [{ ...address, required: true, default: baseUrl }],
        support_type: kinds.map((kind) => SUPPORT_TYPES[kind]),
      },
    });
  }
}

export class RequesterListDto {
  requesters: RequesterDto[];
}

export class OneRequesterDto {
  requester: RequesterDto;
}
