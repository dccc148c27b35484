import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { DefaultModelsDto, SetDefaultModelsDto } from './dto/models.dto.js';
import { InstanceDefaultsService } from './instance-defaults.service.js';

/** The models that fill the slots which tenants leave empty. */
@ApiTags('Instance')
@Controller('api/v1/instance/defaults')
@Auth({ administrator: true })
export class InstanceDefaultsController {
  constructor(private readonly defaults: InstanceDefaultsService) {}

  /** The six default models of the instance. */
  @Get()
  async get(): Promise<DefaultModelsDto> {
    return DefaultModelsDto.from(await this.defaults.get());
  }

  /**
   * Sets or clears default models of the instance, all that are given or none. Models are named as your tenant has
   * them; each tenant that can use such a model, because it is built in or shared with it, and has no default of its
   * own gets it.
   */
  @Post()
  @HttpCode(200)
  async set(@CurrentPrincipal() caller: Principal, @Body() input: SetDefaultModelsDto): Promise<DefaultModelsDto> {
    await this.defaults.set(caller, input);
    return DefaultModelsDto.from(await this.defaults.get());
  }
}
