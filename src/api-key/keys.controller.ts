import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { ApiKeyNotFoundError } from './api-key.errors.js';
import { ApiKeysService } from './api-keys.service.js';
import { CreateApiKeyDto, RotateApiKeyDto, UpdateApiKeyDto } from './dto/api-key-request.dto.js';
import {
  ApiKeyDetailDto,
  ApiKeyDto,
  ApiKeyPageDto,
  IssuedApiKeyDto,
  ListedApiKeyDto,
  RotatedApiKeyDto,
} from './dto/api-key.dto.js';
import { KeyListQueryDto } from './dto/key-list-query.dto.js';
import { KeyListing } from './key-listing.service.js';

/** No key has an id of another form. */
const KeyId = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new ApiKeyNotFoundError('of that form') }));

@ApiTags('API keys')
@Controller('api/v1/keys')
export class KeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly listing: KeyListing,
  ) {}

  /**
   * Makes an API key. The answer is the only place where its token appears.
   */
  @Post()
  @HttpCode(200)
  @Auth({ scope: 'keys:write' })
  async create(@CurrentPrincipal() caller: Principal, @Body() input: CreateApiKeyDto): Promise<IssuedApiKeyDto> {
    return IssuedApiKeyDto.fromIssued(await this.keys.issue(caller, input.toRequest()));
  }

  /** My keys; for those who manage the tenant, all of its keys; for administrators who ask so, those of any tenant. */
  @Get()
  @Auth({ scope: 'keys:read' })
  async list(@CurrentPrincipal() caller: Principal, @Query() query: KeyListQueryDto): Promise<ApiKeyPageDto> {
    const { items, nextCursor } = await this.listing.list(caller, query.toRequest());
    return { items: items.map((listed) => ListedApiKeyDto.fromListed(listed)), next_cursor: nextCursor };
  }

  /** The key that makes this call. */
  @Get('self')
  @Auth()
  self(@CurrentPrincipal() caller: Principal): ApiKeyDto {
    return ApiKeyDto.from(this.keys.self(caller));
  }

  /** One key, and what would stop with it. Administrators may name any tenant's, here and below. */
  @Get(':id')
  @Auth({ scope: 'keys:read' })
  async get(@CurrentPrincipal() caller: Principal, @KeyId() id: string): Promise<ApiKeyDetailDto> {
    return ApiKeyDetailDto.fromUsed(await this.keys.get(caller, id));
  }

  /** Changes a key, or pauses and resumes it. Holds at once. */
  @Patch(':id')
  @Auth({ scope: 'keys:write' })
  async update(
    @CurrentPrincipal() caller: Principal,
    @KeyId() id: string,
    @Body() input: UpdateApiKeyDto,
  ): Promise<ListedApiKeyDto> {
    return ListedApiKeyDto.fromListed(await this.keys.update(caller, id, input.toChange()));
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
