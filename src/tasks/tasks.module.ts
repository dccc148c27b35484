import { Module } from '@nestjs/common';
import { TasksController } from './tasks.controller.js';
import { TasksRepository } from './tasks.repository.js';
import { Tasks } from './tasks.service.js';

/** Work that goes on after its request was answered. */
@Module({ controllers: [TasksController], providers: [Tasks, TasksRepository], exports: [Tasks] })
export class TasksModule {}
