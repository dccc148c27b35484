import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { DefaultModelsService } from './default-models.service.js';
import { DefaultModelsDto, DefaultModelsQueryDto, SetTenantDefaultsDto } from './dto/models.dto.js';

/** The models that a tenant uses where none is named. */
@ApiTags('Models')
@Controller(['api/v1/models/default', 'api/v1/models/defaults'])
export class ModelsDefaultsController {
  constructor(private readonly defaults: DefaultModelsService) {}

  /**
   * The six default models of the caller's tenant. The instance's fill what it leaves empty; with `own=true` those stay
   * out.
   */
  @Get()
  @Auth({ scope: 'models:read' })
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query() { own }: DefaultModelsQueryDto,
  ): Promise<DefaultModelsDto> {
    return DefaultModelsDto.from(await (own === 'true' ? this.defaults.getOwn(tenantId) : this.defaults.get(tenantId)));
  }

  /** Sets or clears default models, all that are given or none. A model must be configured and of the right type. */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'models:write' })
  async set(@CurrentPrincipal() caller: Principal, @Body() input: SetTenantDefaultsDto): Promise<true> {
    await this.defaults.set(caller, input);
    return true;
  }
}
