import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { BadInputError } from '../kernel/app-error.js';
import { PluginListDto, PluginSystemDto } from './dto/plugins.dto.js';

const NONE = 'Plugins are not available in this edition';

/** LangBot's plugins are Python programs; this server runs none, and says so. */
@ApiTags('LangBot system')
@Controller('api/v1')
@Auth({ scope: 'resources:read' })
export class PluginsController {
  /** There are none. */
  @Get('plugins')
  list(): PluginListDto {
    return { plugins: [] };
  }

  /** How the plugin system fares: it is off. */
  @Get('system/status/plugin-system')
  getStatus(): PluginSystemDto {
    return { is_enable: false, is_connected: false, plugin_connector_error: NONE };
  }

  /** Refused: nothing can be installed, from wherever. */
  @Post('plugins/install/:source')
  @HttpCode(200)
  @Auth({ scope: 'resources:write' })
  install(): never {
    throw new BadInputError(NONE);
  }
}
