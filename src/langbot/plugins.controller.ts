import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { NotFoundError, NotInEditionError } from '../kernel/app-error.js';
import { PluginListDto, PluginSystemDto } from './dto/plugin.dto.js';

const NO_PLUGINS = 'Plugins are not available in this edition';

/** LangBot's plugins are programs in Python; here are none, and none can be installed. */
@ApiTags('LangBot system')
@Controller('api/v1')
@Auth({ scope: 'resources:write' })
export class PluginsController {
  /** Always empty. */
  @Get('plugins')
  @Auth({ scope: 'resources:read' })
  list(): PluginListDto {
    return { plugins: [] };
  }

  /** Always disabled. */
  @Get('system/status/plugin-system')
  @Auth({ scope: 'resources:read' })
  getStatus(): PluginSystemDto {
    return { is_enable: false, is_connected: false, plugin_connector_error: NO_PLUGINS };
  }

  /** Refused: plugins are not available in this edition. */
  @Post('plugins/install/:source')
  install(): never {
    throw new NotInEditionError(NO_PLUGINS);
  }

  /** There is none. */
  @Get('plugins/:author/:name')
  @Auth({ scope: 'resources:read' })
  get(): never {
    throw new NotFoundError('Plugin not found');
  }

  /** Refused: plugins are not available in this edition. */
  @Delete('plugins/:author/:name')
  delete(): never {
    throw new NotInEditionError(NO_PLUGINS);
  }

  /** Refused: plugins are not available in this edition. */
  @Post('plugins/:author/:name/upgrade')
  upgrade(): never {
    throw new NotInEditionError(NO_PLUGINS);
  }

  /** Refused: plugins are not available in this edition. */
  @Get('plugins/:author/:name/config')
  @Auth({ scope: 'resources:read' })
  getConfig(): never {
    throw new NotInEditionError(NO_PLUGINS);
  }

  /** Refused: plugins are not available in this edition. */
  @Put('plugins/:author/:name/config')
  setConfig(): never {
    throw new NotInEditionError(NO_PLUGINS);
  }
}
