import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Auth } from '../http/auth.decorator.js';
import { Plain } from '../http/response-message.decorator.js';
import { Metrics } from './metrics.js';

/** For Prometheus. */
@ApiTags('Operations')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** What this server has done, all of its workers together, in Prometheus' text format. From the machine itself no credential is needed. */
  @ApiOkResponse({ content: { 'text/plain': { schema: { type: 'string' } } } })
  @Get()
  @Auth({ administrator: true, local: true })
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  @Plain()
  read(): Promise<string> {
    return this.metrics.render();
  }
}
