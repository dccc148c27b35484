import type { Command } from 'commander';
import type { Explanation } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { choice } from './choices.js';
import { verb, wholeNumber } from './described.js';
import { keyOf } from './key-records.js';

const ENDPOINTS = ['chat', 'embeddings', 'rerank', 'speech', 'transcriptions'] as const;

interface ExplainOptions {
  model?: string;
  endpoint?: (typeof ENDPOINTS)[number];
  address?: string;
  inputTokens?: number;
  maxTokens?: number;
}

export function explainCommand(keys: Command, cli: Cli): void {
  verb(keys, 'explain', 'Tell whether a request with a key would pass, and which rule decides. Nothing is sent.', [
    'latchkey keys explain ci --model gpt-4o-mini',
    'latchkey keys explain ci --model fast --address 192.0.2.1 --input-tokens 2000 --max-tokens 500',
  ])
    .argument('<key>', 'name or id')
    .option('--model <model>', "as a client would name it; the tenant's default when left out")
    .addOption(choice('--endpoint <endpoint>', 'what the request would be for; else chat', ENDPOINTS))
    .option('--address <address>', 'where it would come from; addresses are not looked at when left out')
    .option('--input-tokens <count>', 'how long its prompt would be', wholeNumber)
    .option('--max-tokens <count>', 'how long an answer it would ask for; what is usual when left out', wholeNumber)
    .action(async (asked: string, { model, endpoint, address, inputTokens, maxTokens }: ExplainOptions) => {
      const client = await cli.client();
      const explanation = await client.keys.explanations.create({
        key_id: await keyOf(client, asked),
        ...(model === undefined ? {} : { model }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(address === undefined ? {} : { address }),
        ...(inputTokens === undefined ? {} : { input_tokens: inputTokens }),
        ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
      });
      cli.answer.record(explanation, explained(explanation));
    });
}

function explained({ would_pass, decided_by: decides, rules, models }: Explanation): [string, unknown][] {
  return [
    ['Would pass', would_pass],
    ['Decided by', decides === null ? null : decides.rule],
    ...(decides?.limit_id ? [['Limit', decides.limit_id] as [string, unknown]] : []),
    ['Models', models],
    ...rules.map(({ rule, message }): [string, unknown] => [`Rule ${rule}`, message]),
  ];
}
