import { Module } from '@nestjs/common';
import { UsageRecorder } from './usage-recorder.js';

/** What was used, by whom. */
@Module({ providers: [UsageRecorder], exports: [UsageRecorder] })
export class UsageModule {}
