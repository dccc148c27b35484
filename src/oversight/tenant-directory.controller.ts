import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { SortedQueryDto } from '../http/dto/sorted-query.dto.js';
import type { Principal } from '../kernel/principal.js';
import { NewTenantDto, TenantNameDto, TenantOverviewDto, TenantPageDto } from './dto/tenant-overview.dto.js';
import { TenantOverviews } from './tenant-overviews.service.js';

@ApiTags('Tenants')
@Controller('api/v1/tenants')
export class TenantDirectoryController {
  constructor(private readonly overviews: TenantOverviews) {}

  /** All tenants of the instance. For administrators. */
  @Get('all')
  @Auth({ administrator: true })
  async list(@Query() query: SortedQueryDto): Promise<TenantPageDto> {
    const { items, nextCursor } = await this.overviews.list(query.toPage());
    return { items: items.map((overview) => TenantOverviewDto.from(overview)), next_cursor: nextCursor };
  }

  /** Makes a tenant beside those that users have of their own. For administrators. */
  @Post()
  @HttpCode(200)
  @Auth({ administrator: true })
  async create(@CurrentPrincipal() caller: Principal, @Body() input: NewTenantDto): Promise<TenantOverviewDto> {
    return TenantOverviewDto.from(await this.overviews.create(caller, input.name, input.owner_email ?? null));
  }

  /** Renames a tenant of mine, or, as an administrator, any. */
  @Patch(':id')
  @Auth({ session: true })
  async rename(
    @CurrentPrincipal() caller: Principal,
    @Param('id') id: string,
    @Body() { name }: TenantNameDto,
  ): Promise<TenantOverviewDto> {
    return TenantOverviewDto.from(await this.overviews.rename(caller, id, name));
  }
}
