import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NotInEditionError } from '../kernel/app-error.js';
import { Auth, Public } from '../http/auth.decorator.js';
import { Plain } from '../http/response-message.decorator.js';
import { AliveDto, ReadyDto } from './dto/health.dto.js';
import { HealthService } from './health.service.js';
import { VERSION } from './version.js';

/** For whoever watches over the process. */
@ApiTags('Operations')
@Controller()
@Public()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process is alive. */
  @Get('healthz')
  @Plain()
  alive(): AliveDto {
    return { code: 0, msg: 'ok' };
  }

  /** The process can serve; 503 when it can't. */
  @Get('readyz')
  @Plain()
  async ready(): Promise<ReadyDto> {
    return { status: await this.health.readiness() };
  }
}

/** What RAGFlow's command line asks a server about itself. */
@ApiTags('RAGFlow user mode')
@Controller()
export class SystemController {
  /** Answers `pong`, as plain text. */
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string', example: 'pong' } } } })
  @Get('v1/system/ping')
  @Public()
  @Plain()
  ping(): string {
    return 'pong';
  }

  /** The version of this server. */
  @Get(['v1/system/version', 'api/v1/system/version'])
  @Auth()
  version(): string {
    return VERSION;
  }

  /** RAGFlow's own service configuration; not in this edition. */
  @Get('v1/system/configs')
  @Auth()
  configs(): never {
    throw new NotInEditionError();
  }
}
