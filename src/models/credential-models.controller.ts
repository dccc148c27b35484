import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { CredentialModelsService } from './credentials/credential-models.service.js';
import {
  CredentialModelDto,
  CredentialModelListDto,
  DiscoveredModelDto,
  DiscoveryDto,
  ForceQueryDto,
  NewModelDto,
} from './dto/credentials.dto.js';
import { UpdateCredentialModelDto } from './dto/credential-model-change.dto.js';
import { CredentialNotFoundError } from './models.errors.js';

/** No credential has an id of another form. */
const CredentialId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new CredentialNotFoundError('of that form') }));

/** The models that a credential of the caller's tenant opens. */
@ApiTags('Credentials')
@Controller('api/v1/credentials/:id')
@Auth({ scope: 'models:write' })
export class CredentialModelsController {
  constructor(private readonly models: CredentialModelsService) {}

  /** Asks the provider which models it has: with public prices and limits, and whether they are added already. */
  @Post('discover')
  @HttpCode(200)
  async discover(@CurrentPrincipal() caller: Principal, @CredentialId() id: string): Promise<DiscoveryDto> {
    return { models: (await this.models.discover(caller, id)).map((model) => DiscoveredModelDto.from(model)) };
  }

  /** The models that were added. */
  @Get('models')
  @Auth({ scope: 'models:read' })
  async list(@CurrentPrincipal() caller: Principal, @CredentialId() id: string): Promise<CredentialModelListDto> {
    return { items: (await this.models.list(caller, id)).map((model) => CredentialModelDto.from(model)) };
  }

  /** Adds a model, without asking the provider. */
  @Post('models')
  @HttpCode(200)
  async add(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Body() input: NewModelDto,
  ): Promise<CredentialModelDto> {
    return CredentialModelDto.from(await this.models.add(caller, id, input.toModel()));
  }

  /** Switches a model on or off, or changes how long the gateway waits for it. */
  @Patch('models/:model_id')
  async update(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Param('model_id') modelId: string,
    @Body() input: UpdateCredentialModelDto,
  ): Promise<CredentialModelDto> {
    return CredentialModelDto.from(await this.models.change(caller, id, modelId, input.toChange()));
  }

  /** Removes a model. While defaults or aliases use it, `data.used_by` names those instead. */
  @Delete('models/:model_id')
  async remove(
    @CurrentPrincipal() caller: Principal,
    @CredentialId() id: string,
    @Param('model_id') modelId: string,
    @Query() { force }: ForceQueryDto,
  ): Promise<null> {
    await this.models.remove(caller, id, modelId, force === 'true');
    return null;
  }
}
