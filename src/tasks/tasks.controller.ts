import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../kernel/principal.js';
import { Auth } from '../http/auth.decorator.js';
import { CurrentPrincipal } from '../http/current-principal.decorator.js';
import { TaskDto, TaskListDto, TasksQueryDto } from './dto/task.dto.js';
import { TaskNotFoundError } from './task.errors.js';
import { Tasks } from './tasks.service.js';

const NUMBER = /^\d{1,9}$/;

/** Imports, tests of MCP servers and the like, while they go on and afterwards. */
@ApiTags('LangBot system')
@Controller('api/v1/system/tasks')
@Auth({ scope: 'resources:read' })
export class TasksController {
  constructor(private readonly tasks: Tasks) {}

  /** The last 200 tasks of the caller's tenant, the youngest first. */
  @Get()
  async list(
    @CurrentPrincipal() { tenantId }: Principal,
    @Query() { type, kind }: TasksQueryDto,
  ): Promise<TaskListDto> {
    const tasks = type === 'system' ? [] : await this.tasks.list(tenantId, kind);
    return { tasks: tasks.map((task) => TaskDto.from(task)), id_index: (tasks[0]?.id ?? -1) + 1 };
  }

  /** One task. */
  @Get(':id')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('id') id: string): Promise<TaskDto> {
    if (!NUMBER.test(id)) throw new TaskNotFoundError();
    return TaskDto.from(await this.tasks.get(tenantId, Number(id)));
  }
}
