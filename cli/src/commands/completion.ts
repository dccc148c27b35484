import { Argument, type Command } from 'commander';
import type { Cli } from '../cli.js';
import { bashCompletion } from '../completion/bash.js';
import { zshCompletion } from '../completion/zsh.js';
import { verb } from './described.js';

export function completionCommand(program: Command, cli: Cli): void {
  verb(program, 'completion', 'Print a script that completes commands and options as you type.', [
    'source <(latchkey completion bash)',
    'latchkey completion zsh > ~/.zfunc/_latchkey',
  ])
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
    .action((shell: 'bash' | 'zsh') => {
      cli.answer.text((shell === 'bash' ? bashCompletion(program) : zshCompletion(program)).trimEnd());
    });
}
