import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { NotInEditionError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { AppConfig } from '../config/app-config.js';
import { VERSION } from '../health/version.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ResponseMessage } from '../http/response-message.decorator.js';
import {
  EnvironmentDto,
  ServiceDetailDto,
  ServiceDto,
  SetVariableDto,
  VariableDto,
  VersionDto,
} from './dto/admin-system.dto.js';
import { effectiveSettings } from '../instance/effective-settings.js';
import type { InstanceVariable } from '../instance/instance-variable.entity.js';
import { InstanceServices } from '../instance/instance-services.js';
import { InstanceVariablesService } from '../instance/instance-variables.service.js';

/** The instance itself, as RAGFlow's administrators see it. */
@ApiTags('Administration')
@Controller('api/v1/admin')
@Auth({ administrator: true })
export class AdminSystemController {
  constructor(
    private readonly config: AppConfig,
    private readonly services: InstanceServices,
    private readonly variables: InstanceVariablesService,
  ) {}

  /** The version of this server. */
  @Get('version')
  getVersion(): VersionDto {
    return { version: VERSION };
  }

  /** What this instance consists of. */
  @Get('services')
  @ResponseMessage('Get all services')
  listServices(): Promise<ServiceDto[]> {
    return this.services.list();
  }

  /** One part of this instance. */
  @Get('services/:id')
  async getService(@Param('id') id: string): Promise<ServiceDetailDto> {
    const { name, status, host, port } = await this.services.get(id);
    return { service_name: name, status, message: `${name} at ${host}:${port} is ${status}` };
  }

  /** Restarting parts is not in this edition. */
  @Put('services/:id')
  restartService(): never {
    throw new NotInEditionError('Not available in this edition: restart_service');
  }

  /** Stopping parts is not in this edition. */
  @Delete('services/:id')
  shutdownService(): never {
    throw new NotInEditionError('Not available in this edition: shutdown_service');
  }

  /** All variables, or the one that the body names as `var_name`. */
  @Get('variables')
  async listVariables(@Body() body: unknown): Promise<VariableDto[]> {
    const name = nameIn(body);
    const found = name === null ? await this.variables.list() : [await this.variables.get(name)];
    return found.map(variableDto);
  }

  /** Sets a variable, be it new or not. */
  @Put('variables')
  @ApiBody({ type: SetVariableDto })
  @ResponseMessage('Set variable successfully')
  async setVariable(
    @CurrentPrincipal() caller: Principal,
    @Body() { var_name, var_value }: SetVariableDto,
  ): Promise<null> {
    await this.variables.set(caller, var_name, var_value);
    return null;
  }

  /** How the parts of this instance are configured. */
  @Get('configs')
  listConfigs(): Promise<ServiceDto[]> {
    return this.services.list();
  }

  /** The operator's settings in force. */
  @Get('environments')
  listEnvironments(): EnvironmentDto[] {
    return effectiveSettings(this.config);
  }
}

/** RAGFlow's command line sends the name in the body of a GET. */
function nameIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('var_name' in body)) return null;
  return typeof body.var_name === 'string' && body.var_name !== '' ? body.var_name : null;
}

function variableDto({ name, value }: InstanceVariable): VariableDto {
  return { name, source: 'variable', data_type: 'string', value };
}
