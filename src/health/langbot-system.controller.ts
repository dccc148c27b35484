import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '../http/auth.decorator.js';
import { LangBotSystemInfoDto } from './dto/langbot-system.dto.js';
import { VERSION } from './version.js';

/** What LangBot's clients ask a server about itself. */
@ApiTags('LangBot system')
@Controller('api/v1/system')
export class LangBotSystemController {
  /** The version of this server, and which parts of LangBot it has. */
  @Get('info')
  @Public()
  getInfo(): LangBotSystemInfoDto {
    return {
      version: VERSION,
      edition: 'community',
      debug: false,
      enable_marketplace: false,
      cloud_service_url: '',
      allow_modify_login_info: true,
      disable_models_service: true,
    };
  }
}
