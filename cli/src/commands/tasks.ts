import type { Command } from 'commander';
import type { Task } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { noun, verb } from './described.js';

export function taskCommands(program: Command, cli: Cli): void {
  const tasks = noun(program, 'tasks', 'What goes on in the background: imports, tests of MCP servers.').alias('task');
  verb(tasks, 'list', 'List the last 200 tasks, the youngest first.', ['latchkey tasks list'])
    .alias('ls')
    .action(async () => {
      const list = await (await cli.client()).tasks.list();
      cli.answer.list(
        list,
        list.tasks,
        [
          ['id', ({ id }) => id],
          ['what', ({ label }) => label],
          ['state', (task) => stateOf(task)],
          ['doing', ({ task_context }) => task_context.current_action],
          ['began', ({ created_at }) => created_at],
        ],
        'There are no tasks.',
      );
    });
  verb(tasks, 'show', 'Show one task.', ['latchkey tasks show 12'])
    .argument('<id>')
    .action(async (id: string) => {
      const task = await (await cli.client()).tasks.get(id);
      cli.answer.record(task, [
        ['Id', task.id],
        ['What', task.label],
        ['State', stateOf(task)],
        ['Doing', task.task_context.current_action],
        ['Error', task.runtime.exception],
        ['Began', task.created_at],
      ]);
    });
}

function stateOf({ runtime }: Task): string {
  if (!runtime.done) return 'running';
  return runtime.exception === null ? 'done' : 'failed';
}
