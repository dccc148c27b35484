import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { AddModelDto, RemoveModelDto } from './dto/add-model.dto.js';
import { ListedFactoryDto, ListModelsQueryDto } from './dto/models.dto.js';
import { ModelsOverview } from './models-overview.js';
import { ModelsService } from './models.service.js';

/** The factories and models of the caller's tenant. */
@ApiTags('Models')
@Controller('api/v1/models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly overview: ModelsOverview,
  ) {}

  /**
   * Connects a factory, or one model of it. The provider is asked with the credential first; nothing is stored unless
   * it answers. Adding again updates credential and address in place.
   */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'models:write' })
  async add(@CurrentPrincipal() caller: Principal, @Body() input: AddModelDto): Promise<true> {
    await this.models.add(caller, input.toRequest(), 'models');
    return true;
  }

  /** Disconnects a factory, or removes one model of it. Defaults that point there are cleared. */
  @Delete()
  @Auth({ scope: 'models:write' })
  async remove(
    @CurrentPrincipal() caller: Principal,
    @Body() { llm_factory, llm_name }: RemoveModelDto,
  ): Promise<true> {
    if (llm_name) await this.models.removeModel(caller, llm_factory, llm_name);
    else await this.models.removeFactory(caller, llm_factory);
    return true;
  }

  /** The configured factories by name, each with its models, and `Builtin` with what this instance brings along. */
  @Get()
  @Auth({ scope: 'models:read' })
  @ApiExtraModels(ListedFactoryDto)
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: { $ref: getSchemaPath(ListedFactoryDto) } } })
  async list(
    @CurrentPrincipal() caller: Principal,
    @Query() { include_details }: ListModelsQueryDto,
  ): Promise<Record<string, ListedFactoryDto>> {
    const hasDetails = typeof include_details === 'string' && include_details.toLowerCase() === 'true';
    const factories = await this.overview.list(caller.tenantId);
    return Object.fromEntries(factories.map((factory) => [factory.name, ListedFactoryDto.from(factory, hasDetails)]));
  }
}
