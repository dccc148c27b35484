import { IsIn, IsOptional, IsString } from 'class-validator';
import { TASK_KINDS, type Task, type TaskKind } from '../task.entity.js';

const TYPES = ['user', 'system'] as const;

export class TasksQueryDto {
  /** All of ours are `user`. */
  @IsOptional()
  @IsString()
  @IsIn(TYPES, { message: `type must be one of: ${TYPES.join(', ')}` })
  type?: (typeof TYPES)[number];

  /** Only tasks of this kind. */
  @IsOptional()
  @IsIn(TASK_KINDS, { message: `kind must be one of: ${TASK_KINDS.join(', ')}` })
  kind?: TaskKind;
}

/** How far a task is. */
export class TaskContextDto {
  /** @example embedding */
  current_action: string;

  /** Lines, the oldest first. */
  log: string;

  /** More, by kind of task. */
  metadata: Record<string, unknown>;
}

/** Whether a task is done, and what came of it. */
export class TaskRuntimeDto {
  done: boolean;

  /** @example FINISHED */
  state: 'PENDING' | 'FINISHED';

  /** What it failed with; null when it did not. */
  exception: string | null;

  /** Always null: LangBot shows the stack of its own code here. */
  exception_traceback: string | null;

  /** Null until it is done, and for tasks that result in nothing. */
  result: unknown;
}

/** Work that goes on after its request was answered. */
export class TaskDto {
  /** @example 0 */
  id: number;

  /** @example user */
  task_type: string;

  /** @example knowledge-operation */
  kind: TaskKind;

  /** @example knowledge-store-file */
  name: string;

  /** @example Store file handbook.pdf */
  label: string;

  /** Always empty. */
  scopes: string[];

  task_context: TaskContextDto;

  runtime: TaskRuntimeDto;

  /** @example 2026-11-24T09:00:00.000Z */
  created_at: Date;

  static from(task: Task): TaskDto {
    return Object.assign(new TaskDto(), {
      id: task.id,
      task_type: 'user',
      kind: task.kind,
      name: task.name,
      label: task.label,
      scopes: [],
      task_context: { current_action: task.currentAction, log: task.log, metadata: task.metadata },
      runtime: {
        done: task.isDone,
        state: task.isDone ? 'FINISHED' : 'PENDING',
        exception: task.exception,
        exception_traceback: null,
        result: task.result ?? null,
      },
      created_at: task.createdAt,
    } satisfies TaskDto);
  }
}

export class TaskListDto {
  tasks: TaskDto[];

  /** The id that the next task is likely to get. @example 1 */
  id_index: number;
}
