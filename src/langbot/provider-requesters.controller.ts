import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NotFoundError } from '../kernel/app-error.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { Plain } from '../http/response-message.decorator.js';
import { RequesterCatalog, type Requester } from '../models/langbot/requester-catalog.js';
import { OneRequesterDto, RequesterDto, RequesterListDto, RequestersQueryDto } from './dto/requester.dto.js';
import { requesterIcon } from './requester-icon.js';

/** The kinds of provider as LangBot's clients name them. */
@ApiTags('LangBot models')
@Controller('api/v1/provider/requesters')
@Auth({ scope: 'models:read' })
export class ProviderRequestersController {
  constructor(private readonly requesters: RequesterCatalog) {}

  /** All kinds of provider. */
  @Get()
  list(@Query() { type }: RequestersQueryDto): RequesterListDto {
    const all = this.requesters.list().map((requester) => RequesterDto.from(requester));
    return { requesters: all.filter(({ spec }) => type === undefined || spec.support_type.includes(type)) };
  }

  /** One kind of provider. */
  @Get(':name')
  get(@Param('name') name: string): OneRequesterDto {
    return { requester: RequesterDto.from(this.find(name)) };
  }

  /** Its picture: a letter in a circle. */
  @Get(':name/icon')
  @Public()
  @Plain()
  @Header('content-type', 'image/svg+xml')
  @ApiOkResponse({ content: { 'image/svg+xml': { schema: { type: 'string' } } } })
  icon(@Param('name') name: string): string {
    return requesterIcon(this.find(name).label);
  }

  private find(name: string): Requester {
    const requester = this.requesters.find(name);
    if (!requester) throw new NotFoundError(`Requester ${name} not found`);
    return requester;
  }
}
