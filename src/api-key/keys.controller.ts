import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { PageQueryDto } from '../http/dto/page-query.dto.js';
import { readPage } from '../http/keyset-page.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { ApiKeysService } from './api-keys.service.js';
import { CreateApiKeyDto, RotateApiKeyDto, UpdateApiKeyDto } from './dto/api-key-request.dto.js';
import { ApiKeyDto, ApiKeyPageDto, IssuedApiKeyDto, RotatedApiKeyDto } from './dto/api-key.dto.js';

/** No key has an id of another form. */
const KeyId = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new ApiKeyNotFoundError('of that form') }));

@ApiTags('API keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /**
   * Makes an API key. The answer is the only place where its token appears.
   */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateApiKeyDto): Promise<IssuedApiKeyDto> {
    return IssuedApiKeyDto.fromIssued(await this.keys.issue(caller, input.toRequest()));
  }

  /** My keys; for those who manage the tenant, all of its keys. */
  @Get()
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: PageQueryDto): Promise<ApiKeyPageDto> {
    const { items, nextCursor } = await this.keys.list(caller, readPage(query));
    return { items: items.map((shown) => ApiKeyDto.from(shown)), next_cursor: nextCursor };
  }

  /** The key that makes this call. */
  @Get('self')
  @Auth()
  self(@CurrentPrincipal() caller: Principal): ApiKeyDto {
    return ApiKeyDto.from(this.keys.self(caller));
  }

  /** One key. */
  @Get(':id')
  @Auth({ scope: 'keys:read' })
  async get(@CurrentPrincipal() caller: Principal, @KeyId() id: string): Promise<ApiKeyDto> {
    return ApiKeyDto.from(await this.keys.get(caller, id));
  }

  /** Changes a key, or pauses and resumes it. Holds at once. */
  @Patch(':id')
  @Auth({ scope: 'keys:write' })
  async update(
    @CurrentPrincipal() caller: Principal,
    @KeyId() id: string,
    @Body() input: UpdateApiKeyDto,
  ): Promise<ApiKeyDto> {
    return ApiKeyDto.from(await this.keys.update(caller, id, input.toChange()));
  }

  /** Ends a key for ever. Holds at once. */
  @Delete(':id')
  @Auth({ scope: 'keys:write' })
  async delete(@CurrentPrincipal() caller: Principal, @KeyId() id: string): Promise<null> {
    await this.keys.revoke(caller, id);
    return null;
  }

  /** Gives a key a new token, keeping its id and all that hangs on it. */
  @Post(':id/rotate')
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async rotate(
    @CurrentPrincipal() caller: Principal,
    @KeyId() id: string,
    @Body() { overlap_seconds }: RotateApiKeyDto,
  ): Promise<RotatedApiKeyDto> {
    return RotatedApiKeyDto.fromRotated(await this.keys.rotate(caller, id, overlap_seconds ?? 0));
  }
}
