import { Module } from '@nestjs/common';
import { HealthController, SystemController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({ controllers: [HealthController, SystemController], providers: [HealthService], exports: [HealthService] })
export class HealthModule {}
