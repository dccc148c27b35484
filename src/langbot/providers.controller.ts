import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiFailedDependencyResponse, ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { LangBotProvidersService } from '../models/langbot/langbot-providers.service.js';
import { ModelScan } from '../models/langbot/model-scan.js';
import { CreateProviderDto, UpdateProviderDto } from './dto/provider-request.dto.js';
import { CountedProviderDto, CreatedDto, OneProviderDto, ProviderListDto } from './dto/provider.dto.js';
import { ScannedModelDto, ScannedModelsDto, ScanQueryDto } from './dto/scanned-model.dto.js';

/** No provider has an id of another form. */
const ProviderId = () =>
  Param('uuid', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundError('No such provider') }));

/** A tenant's providers as LangBot's clients manage them. */
@ApiTags('LangBot models')
@Controller('api/v1/provider/providers')
@Auth({ scope: 'models:write' })
export class ProvidersController {
  constructor(
    private readonly providers: LangBotProvidersService,
    private readonly scans: ModelScan,
  ) {}

  /** All providers, those of RAGFlow's surfaces among them. */
  @Get()
  @Auth({ scope: 'models:read' })
  async list(@CurrentPrincipal() { tenantId }: Principal): Promise<ProviderListDto> {
    const providers = await this.providers.list(tenantId);
    return { providers: providers.map((each) => CountedProviderDto.fromCounted(each)) };
  }

  /** Connects a provider. It is not asked; only its address is judged. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateProviderDto): Promise<CreatedDto> {
    return { uuid: await this.providers.create(caller, input.name, input.toValues()) };
  }

  /** One provider. */
  @Get(':uuid')
  @Auth({ scope: 'models:read' })
  async get(@CurrentPrincipal() { tenantId }: Principal, @ProviderId() uuid: string): Promise<OneProviderDto> {
    return { provider: CountedProviderDto.fromCounted(await this.providers.get(tenantId, uuid)) };
  }

  /** Changes a provider for all of its models; what the body leaves out stays. Another `base_url` needs the keys again. */
  @Put(':uuid')
  async update(
    @CurrentPrincipal() caller: Principal,
    @ProviderId() uuid: string,
    @Body() input: UpdateProviderDto,
  ): Promise<null> {
    await this.providers.update(caller, uuid, input.toChange());
    return null;
  }

  /** Disconnects a provider that has no models left. */
  @Delete(':uuid')
  async delete(@CurrentPrincipal() caller: Principal, @ProviderId() uuid: string): Promise<null> {
    await this.providers.delete(caller, uuid);
    return null;
  }

  /** Asks the provider which models it has. Answers 424 with its own words when it refuses. */
  @Get(':uuid/scan-models')
  @ApiFailedDependencyResponse({ description: 'The provider refused; `msg` holds its own words' })
  async scanModels(
    @CurrentPrincipal() { tenantId }: Principal,
    @ProviderId() uuid: string,
    @Query() { type }: ScanQueryDto,
  ): Promise<ScannedModelsDto> {
    const models = await this.scans.scan(tenantId, uuid, type ?? null);
    return { models: models.map((model) => ScannedModelDto.from(model)), debug: {} };
  }
}
