import type { Command } from 'commander';
import type { PipelineList } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { noun, verb } from './described.js';
import { resourceCommands, resourceOf, type ResourceKind } from './resources.js';

type Pipeline = PipelineList['pipelines'][number];

const PIPELINES: ResourceKind<Pipeline> = {
  one: 'pipeline',
  article: 'a',
  many: 'pipelines',
  noun: 'pipelines',
  example: 'handbook',
  columns: [
    ['name', ({ name }) => name],
    ['description', ({ description }) => description],
    ['default', ({ is_default }) => is_default],
    ['id', ({ uuid }) => uuid],
  ],
  list: async (client) => {
    const data = await client.pipelines.list();
    return { data, items: data.pipelines };
  },
  idOf: ({ uuid }) => uuid,
  show: async (client, id) => {
    const data = await client.pipelines.get(id);
    return { data, item: data.pipeline };
  },
  facts: (pipeline) => [
    ['Name', pipeline.name],
    ['Id', pipeline.uuid],
    ['Description', pipeline.description],
    ['Default', pipeline.is_default],
    ['Created', pipeline.created_at],
    ['Changed', pipeline.updated_at],
    ['Configuration', pipeline.config],
  ],
  create: (client, record) => client.pipelines.create(record),
  update: (client, id, record) => client.pipelines.update(id, record),
  delete: (client, id) => client.pipelines.delete(id),
};

export function pipelineCommands(program: Command, cli: Cli): void {
  const pipelines = noun(program, 'pipelines', 'Prompt, model, memory, knowledge and tools in one.').alias('pipeline');
  resourceCommands(pipelines, cli, PIPELINES);
  verb(pipelines, 'chat', 'Ask a pipeline, in your own debug conversation with it.', [
    'latchkey pipelines chat handbook "How many days of holiday?"',
  ])
    .argument('<name>', 'name or id')
    .argument('[question]', 'what to ask; from stdin when left out')
    .option('--reset', 'forget what was said before')
    .action(async (asked: string, given: string | undefined, { reset }: { reset?: boolean }) => {
      const question = given ?? (await questionFor(cli));
      const client = await cli.client();
      const { uuid } = await resourceOf(client, PIPELINES, asked);
      if (reset === true) await client.pipelines.chat.reset(uuid, 'person');
      const reply = await cli.progress.during('Waiting for the answer …', () =>
        client.pipelines.chat.send(uuid, { message: [{ type: 'Plain', text: question } as never] }),
      );
      if (cli.answer.isForScripts) cli.answer.json(reply);
      else cli.answer.foreignText(reply.message.content);
    });
}

async function questionFor({ prompts }: Cli): Promise<string> {
  return prompts.areAllowed ? prompts.text('Question', 'the question') : prompts.stdin('the question');
}
