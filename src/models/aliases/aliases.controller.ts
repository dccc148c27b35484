import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../kernel/principal.js';
import { Auth } from '../../http/auth.decorator.js';
import { CurrentPrincipal } from '../../http/current-principal.decorator.js';
import { PageQueryDto } from '../../http/dto/page-query.dto.js';
import { readPage } from '../../http/keyset-page.js';
import { AliasNotFoundError } from './alias.errors.js';
import { AliasesService } from './aliases.service.js';
import { CreateAliasDto, UpdateAliasDto } from './dto/alias-request.dto.js';
import { AliasDto, AliasPageDto } from './dto/alias.dto.js';

/** No alias has an id of another form. */
const AliasId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new AliasNotFoundError('of that form') }));

/** The tenant's own names for models. */
@ApiTags('Aliases')
@Controller('api/v1/aliases')
@Auth({ scope: 'models:write' })
export class AliasesController {
  constructor(private readonly aliases: AliasesService) {}

  /** The aliases of the caller's tenant. */
  @Get()
  @Auth({ scope: 'models:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: PageQueryDto): Promise<AliasPageDto> {
    const { items, nextCursor } = await this.aliases.list(caller, readPage(query));
    return { items: items.map((alias) => AliasDto.from(alias)), next_cursor: nextCursor };
  }

  /** Gives one or several models a name of the tenant's own. */
  @Post()
  @HttpCode(200)
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateAliasDto): Promise<AliasDto> {
    return AliasDto.from(await this.aliases.create(caller, input.toNewAlias()));
  }

  /** One alias. */
  @Get(':id')
  @Auth({ scope: 'models:read' })
  async get(@CurrentPrincipal() caller: Principal, @AliasId() id: string): Promise<AliasDto> {
    return AliasDto.from(await this.aliases.get(caller, id));
  }

  /** Changes an alias. */
  @Patch(':id')
  async update(
    @CurrentPrincipal() caller: Principal,
    @AliasId() id: string,
    @Body() input: UpdateAliasDto,
  ): Promise<AliasDto> {
    return AliasDto.from(await this.aliases.update(caller, id, input.toChange()));
  }

  /** Removes an alias. Its models stay. */
  @Delete(':id')
  async delete(@CurrentPrincipal() caller: Principal, @AliasId() id: string): Promise<null> {
    await this.aliases.delete(caller, id);
    return null;
  }
}
