import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { BadInputError } from '../kernel/app-error.js';
import { MODEL_TYPES, parseModelType } from '../kernel/model-type.js';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { FactoryCatalog } from '../providers/factory-catalog.js';
import { AddModelDto, FactoryNameDto } from './dto/add-model.dto.js';
import { ListedFactoryDto } from './dto/models.dto.js';
import { CatalogFactoryDto, CatalogLlmDto, EnableModelDto, ModelNameDto, ModelTypeQueryDto } from './dto/user-mode-models.dto.js'; // prettier-ignore
import { ModelsOverview, type ListedFactory } from './models-overview.js';
import { ModelsService } from './models.service.js';

/** Factories and models as RAGFlow's command line manages them in user mode. */
@ApiTags('RAGFlow user mode')
@Controller('v1/llm')
@Auth({ scope: 'models:write' })
export class LlmController {
  constructor(
    private readonly models: ModelsService,
    private readonly overview: ModelsOverview,
    private readonly catalog: FactoryCatalog,
  ) {}

  /** Connects a whole factory. */
  @Post('set_api_key')
  @HttpCode(200)
  async setApiKey(@CurrentPrincipal() caller: Principal, @Body() input: AddModelDto): Promise<true> {
    const { llm_name: _name, model_type: _type, ...request } = input.toRequest();
    await this.models.add(caller, request, 'user-mode');
    return true;
  }

  /** Connects one model, or a factory whose fields say all. */
  @Post('add_llm')
  @HttpCode(200)
  async addModel(@CurrentPrincipal() caller: Principal, @Body() input: AddModelDto): Promise<true> {
    await this.models.add(caller, input.toRequest(), 'user-mode');
    return true;
  }

  /** Disconnects a factory. */
  @Post('delete_factory')
  @HttpCode(200)
  async deleteFactory(@CurrentPrincipal() caller: Principal, @Body() { llm_factory }: FactoryNameDto): Promise<true> {
    await this.models.removeFactory(caller, llm_factory);
    return true;
  }

  /** Removes one model. */
  @Post('delete_llm')
  @HttpCode(200)
  async deleteModel(
    @CurrentPrincipal() caller: Principal,
    @Body() { llm_factory, llm_name }: ModelNameDto,
  ): Promise<true> {
    await this.models.removeModel(caller, llm_factory, llm_name);
    return true;
  }

  /** Switches one model on or off. */
  @Post('enable_llm')
  @HttpCode(200)
  async enableModel(
    @CurrentPrincipal() caller: Principal,
    @Body() { llm_factory, llm_name, status }: EnableModelDto,
  ): Promise<true> {
    await this.models.setEnabled(caller, llm_factory, llm_name, String(status) === '1');
    return true;
  }

  /** The configured factories by name, each with its models. */
  @Get('my_llms')
  @Auth({ scope: 'models:read' })
  @ApiExtraModels(ListedFactoryDto)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: { $ref: getSchemaPath(ListedFactoryDto) } } })
  async listMine(@CurrentPrincipal() caller: Principal): Promise<Record<string, ListedFactoryDto>> {
    const factories = await this.overview.list(caller.tenantId);
    return Object.fromEntries(factories.map((factory) => [factory.name, ListedFactoryDto.from(factory, false)]));
  }

  /** All factories of the catalog. */
  @Get('factories')
  @Auth({ scope: 'models:read' })
  listFactories(): CatalogFactoryDto[] {
    return this.catalog
      .list()
      .map(({ name, tags, rank, modelTypes }) => ({ name, tags, status: '1', rank, model_types: [...modelTypes] }));
  }

  /** The models that the caller's tenant can use, by factory. */
  @Get('list')
  @Auth({ scope: 'models:read' })
  @ApiExtraModels(CatalogLlmDto)
  @ApiOkResponse({
    schema: {
      type: 'object',
      additionalProperties: { type: 'array', items: { $ref: getSchemaPath(CatalogLlmDto) } },
    },
  })
  async listModels(
    @CurrentPrincipal() caller: Principal,
    @Query() { model_type }: ModelTypeQueryDto,
  ): Promise<Record<string, CatalogLlmDto[]>> {
    const type = model_type ? parseModelType(model_type) : null;
    if (model_type && !type) throw new BadInputError(`model_type must be one of: ${MODEL_TYPES.join(', ')}`);
    const factories = await this.overview.list(caller.tenantId);
    return Object.fromEntries(factories.map((factory) => [factory.name, catalogModels(factory).filter((model) => !type || model.model_type === type)])); // prettier-ignore
  }
}

function catalogModels({ name: fid, models }: ListedFactory): CatalogLlmDto[] {
  return models.map(({ name, type, maxTokens, isEnabled }) => ({
    llm_name: name,
    model_type: type,
    fid,
    max_tokens: maxTokens,
    available: isEnabled,
    status: isEnabled ? '1' : '0',
  }));
}
