import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Auth } from '../http/auth.decorator.js';
import { RECENT_LINES } from '../logging/recent-lines.js';
import { LogsDto, LogsQueryDto } from './dto/logs.dto.js';

/** What this server logged lately. */
@ApiTags('LangBot system')
@Controller('api/v1/logs')
@Auth({ administrator: true })
export class LogsController {
  /** The lines that the process which answers has logged since a place; the last 1000 are held, in memory. */
  @Get()
  list(@Query() { start_page_number, start_offset }: LogsQueryDto): LogsDto {
    const { text, end } = RECENT_LINES.since({ page: start_page_number, offset: start_offset });
    return { logs: text, end_page_number: end.page, end_offset: end.offset };
  }
}
