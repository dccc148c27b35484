import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { recentLines } from '../logging/recent-lines.js';
import { LogsDto, LogsQueryDto } from './dto/logs.dto.js';

/** What the server has logged. */
@ApiTags('LangBot system')
@Controller('api/v1/logs')
@Auth({ administrator: true })
export class LogsController {
  /** The last lines of the server that answers, all of its workers together, from a place on; ask again from the place where they end. */
  @Get()
  async read(@Query() { start_page_number: page, start_offset: offset }: LogsQueryDto): Promise<LogsDto> {
    const { text, end } = await recentLines.read({ page, offset });
    return { logs: text, end_page_number: end.page, end_offset: end.offset };
  }
}
