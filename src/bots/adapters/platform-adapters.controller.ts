import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Auth, Public } from '../../http/auth.decorator.js';
import { Plain } from '../../http/response-message.decorator.js';
import { NotFoundError } from '../../kernel/app-error.js';
import { requesterIcon } from '../../langbot/requester-icon.js';
import { AdapterDto, AdapterListDto, OneAdapterDto } from '../dto/adapter.dto.js';
import { ADAPTERS, findAdapter, type AdapterEntry } from './adapter-catalog.js';

/** The ways to meet a bot. */
@ApiTags('LangBot bots')
@Controller('api/v1/platform/adapters')
@Auth({ scope: 'resources:read' })
export class PlatformAdaptersController {
  /** All adapters, those that can only be stored among them. */
  @Get()
  list(): AdapterListDto {
    return { adapters: ADAPTERS.map((adapter) => AdapterDto.from(adapter)) };
  }

  /** One adapter. */
  @Get(':name')
  get(@Param('name') name: string): OneAdapterDto {
    return { adapter: AdapterDto.from(find(name)) };
  }

  /** Its picture: a letter in a circle. */
  @Get(':name/icon')
  @Public()
  @Plain()
  @Header('content-type', 'image/svg+xml')
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  icon(@Param('name') name: string): string {
    return requesterIcon(find(name).label.en_US);
  }
}

function find(name: string): AdapterEntry {
  const adapter = findAdapter(name);
  if (!adapter) throw new NotFoundError(`Adapter ${name} not found`);
  return adapter;
}
