import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ForbiddenError, NotFoundError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import type { Role } from '../kernel/role.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { TenantsService } from '../tenants/tenants.service.js';
import { DefaultModelsService } from './default-models.service.js';
import { SetTenantInfoDto, TenantInfoDto } from './dto/user-mode-models.dto.js';

/** RAGFlow knows three roles besides invitations. */
const RAGFLOW_ROLES: Readonly<Record<Role, string>> = {
  owner: 'owner',
  admin: 'admin',
  member: 'normal',
  viewer: 'normal',
};

/** The caller's tenant as RAGFlow's command line shows and changes it in user mode. */
@ApiTags('RAGFlow user mode')
@Controller('v1/user')
export class TenantInfoController {
  constructor(
    private readonly tenants: TenantsService,
    private readonly defaults: DefaultModelsService,
  ) {}

  /** The caller's tenant with its default models. */
  @Get('tenant_info')
  @Auth({ scope: 'models:read' })
  async get(@CurrentPrincipal() { tenantId, role }: Principal): Promise<TenantInfoDto> {
    const tenant = await this.tenants.find(tenantId);
    if (!tenant) throw new NotFoundError('Tenant not found!');
    const info = { tenant_id: tenantId, name: tenant.name, parser_ids: '', role: RAGFLOW_ROLES[role ?? 'admin'] };
    return Object.assign(new TenantInfoDto(), await this.defaults.get(tenantId), info);
  }

  /** Sets and clears default models of the caller's tenant. */
  @Post('set_tenant_info')
  @HttpCode(200)
  @Auth({ scope: 'models:write' })
  async set(@CurrentPrincipal() caller: Principal, @Body() { tenant_id, ...ids }: SetTenantInfoDto): Promise<true> {
    if (tenant_id !== caller.tenantId) throw new ForbiddenError('tenant_id must be your own tenant');
    await this.defaults.setDiffering(caller, ids);
    return true;
  }
}
