import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { AddMemberDto, ChangeMemberDto, MemberDto, TenantDto } from './dto/tenant.dto.js';
import { TenantsService } from './tenants.service.js';

@ApiTags('Tenants')
@Controller('api/v1/tenants')
@Auth({ session: true })
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  /** The tenants that I belong to, with my role in each. An API key sees the one it is bound to. */
  @Get()
  @Auth()
  async list(@CurrentPrincipal() caller: Principal): Promise<TenantDto[]> {
    return (await this.tenants.listMine(caller)).map((row) => TenantDto.from(row));
  }

  /** The members of a tenant of mine. */
  @Get(':id/members')
  async listMembers(@CurrentPrincipal() caller: Principal, @Param('id') id: string): Promise<MemberDto[]> {
    return (await this.tenants.listMembers(caller, id)).map((row) => MemberDto.from(row));
  }

  /** Lets an existing user into a tenant that I manage. */
  @Post(':id/members')
  @HttpCode(200)
  async addMember(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Body() { email, role }: AddMemberDto,
  ): Promise<MemberDto> {
    return MemberDto.from(await this.tenants.addMember(caller, id, email, role));
  }

  /** Gives a member another role. The last owner stays owner. */
  @Patch(':id/members/:user_id')
  async changeMember(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Param('user_id') userId: string,
    @Body() { role }: ChangeMemberDto,
  ): Promise<MemberDto> {
    return MemberDto.from(await this.tenants.changeRole(caller, id, userId, role));
  }

  /** Takes a member out of the tenant; their keys for it stop at once. */
  @Delete(':id/members/:user_id')
  async removeMember(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Param('user_id') userId: string,
  ): Promise<null> {
    await this.tenants.removeMember(caller, id, userId);
    return null;
  }
}
