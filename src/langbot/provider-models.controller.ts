import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiFailedDependencyResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { LangBotModelTest } from '../models/langbot/langbot-model-test.js';
import { LangBotModelsService } from '../models/langbot/langbot-models.service.js';
import { MODEL_KINDS, type ModelKind } from '../models/langbot/model-kind.js';
import { CreateProviderModelDto, UpdateProviderModelDto } from './dto/model-request.dto.js';
import { ModelsQueryDto, OneProviderModelDto, ProviderModelDto, ProviderModelListDto } from './dto/model.dto.js';
import { CreatedDto } from './dto/provider.dto.js';
import { ModelKindPipe } from './model-kind.pipe.js';

const Kind = () => Param('kind', ModelKindPipe);

/** No model has an id of another form. */
const ModelId = () => Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('No such model') }));

/** A tenant's models as LangBot's clients manage them; `kind` is `llm`, `embedding` or `rerank`. */
@ApiTags('LangBot models')
@ApiParam({ name: 'kind', enum: MODEL_KINDS })
@Controller('api/v1/provider/models/:kind')
@Auth({ scope: 'models:write' })
export class ProviderModelsController {
  constructor(
    private readonly models: LangBotModelsService,
    private readonly tests: LangBotModelTest,
  ) {}

  /** All models of a kind, those of RAGFlow's surfaces among them. */
  @Get()
  @Auth({ scope: 'models:read' })
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Kind() kind: ModelKind,
    @Query() { provider_uuid }: ModelsQueryDto,
  ): Promise<ProviderModelListDto> {
    const models = await this.models.list(tenantId, kind, provider_uuid);
    return { models: models.map((model) => ProviderModelDto.from(model)) };
  }

  /** Adds a model, with a provider of its own (`requester`, `api_keys`) or under one that there is (`provider_uuid`). */
  @Post()
  @HttpCode(200)
  async create(
    @CurrentPrincipal() caller: Principal,
    @Kind() kind: ModelKind,
    @Body() input: CreateProviderModelDto,
  ): Promise<CreatedDto> {
    return { uuid: await this.models.create(caller, kind, input.toNewModel()) };
  }

  /** Tries a model that is not saved, with one tiny call. Answers 424 with the provider's own words when it refuses. */
  @Post('_/test')
  @HttpCode(200)
  @ApiFailedDependencyResponse({ description: 'The provider refused; `msg` holds its own words' })
  async testUnsaved(
    @CurrentPrincipal() { tenantId }: Principal,
    @Kind() kind: ModelKind,
    @Body() input: CreateProviderModelDto,
  ): Promise<null> {
    await this.tests.testUnsaved(tenantId, kind, input.toNewModel());
    return null;
  }

  /** One model. */
  @Get(':uuid')
  @Auth({ scope: 'models:read' })
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @Kind() kind: ModelKind,
    @ModelId() uuid: string,
  ): Promise<OneProviderModelDto> {
    return { model: ProviderModelDto.from(await this.models.get(tenantId, kind, uuid)) };
  }

  /** Changes a model; what the body leaves out stays. Another `base_url` needs the keys again. */
  @Put(':uuid')
  async update(
    @CurrentPrincipal() caller: Principal,
    @Kind() kind: ModelKind,
    @ModelId() uuid: string,
    @Body() input: UpdateProviderModelDto,
  ): Promise<null> {
    await this.models.update(caller, kind, uuid, input.toChange());
    return null;
  }

  /** Removes a model; keys that came with it alone go too. */
  @Delete(':uuid')
  async delete(@CurrentPrincipal() caller: Principal, @Kind() kind: ModelKind, @ModelId() uuid: string): Promise<null> {
    await this.models.delete(caller, kind, uuid);
    return null;
  }

  /** Tries a saved model with one tiny call. Answers 424 with the provider's own words when it refuses. */
  @Post(':uuid/test')
  @HttpCode(200)
  @ApiFailedDependencyResponse({ description: 'The provider refused; `msg` holds its own words' })
  async test(
    @CurrentPrincipal() { tenantId }: Principal,
    @Kind() kind: ModelKind,
    @ModelId() uuid: string,
  ): Promise<null> {
    await this.tests.testSaved(tenantId, kind, uuid);
    return null;
  }
}
