import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ChangedLimitDto, LimitDto, LimitPageDto } from './dto/limit.dto.js';
import { LimitsQueryDto } from './dto/limit-query.dto.js';
import { CreateLimitDto, UpdateLimitDto } from './dto/limit-request.dto.js';
import { LimitNotFoundError } from './limits.errors.js';
import { LimitsService } from './limits.service.js';

/** No limit has an id of another form. */
const LimitId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new LimitNotFoundError('of that form') }));

@ApiTags('Limits')
@Controller('api/v1/limits')
export class LimitsController {
  constructor(private readonly limits: LimitsService) {}

  /**
   * Limits a key, its use of one model, or a whole tenant: requests and tokens a minute, requests at a time, and
   * budgets. Holds at once, on all processes; a request that several limits concern has to pass all of them.
   */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateLimitDto): Promise<ChangedLimitDto> {
    return ChangedLimitDto.fromChanged(await this.limits.create(caller, input.toRequest()));
  }

  /** The tenant's limits and those of my keys; for those who manage the tenant, of all its keys. */
  @Get()
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: LimitsQueryDto): Promise<LimitPageDto> {
    const { items, nextCursor } = await this.limits.list(caller, query.toRequest());
    return { items: items.map((shown) => LimitDto.from(shown)), next_cursor: nextCursor };
  }

  /** One limit, and how its budgets stand. Administrators may name any tenant's, here and below. */
  @Get(':id')
  @Auth({ scope: 'keys:read' })
  async get(@CurrentPrincipal() caller: Principal, @LimitId() id: string): Promise<LimitDto> {
    return LimitDto.from(await this.limits.get(caller, id));
  }

  /**
   * Changes a limit. A budget that keeps its unit and period keeps what was spent of it; budgets that are left out of
   * the list are gone.
   */
  @Patch(':id')
  @Auth({ scope: 'keys:write' })
  async update(
    @CurrentPrincipal() caller: Principal,
    @LimitId() id: string,
    @Body() input: UpdateLimitDto,
  ): Promise<ChangedLimitDto> {
    return ChangedLimitDto.fromChanged(await this.limits.update(caller, id, input.toChange()));
  }

  /** Takes a limit away, with all that was counted for it. What was used stays in the usage. */
  @Delete(':id')
  @Auth({ scope: 'keys:write' })
  async delete(@CurrentPrincipal() caller: Principal, @LimitId() id: string): Promise<null> {
    await this.limits.delete(caller, id);
    return null;
  }
}
