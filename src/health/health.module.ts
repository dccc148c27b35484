import { Module } from '@nestjs/common';
import { HealthController, SystemController } from './health.controller.js';
import { HealthService } from './health.service.js';
import { LangBotSystemController } from './langbot-system.controller.js';

@Module({
  controllers: [HealthController, SystemController, LangBotSystemController],
  providers: [HealthService],
  exports: [HealthService],
})
export class HealthModule {}
