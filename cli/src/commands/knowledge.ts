import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import type { KnowledgeBaseList, Latchkey } from '@latchkey/sdk';
import type { Cli } from '../cli.js';
import { Failure, UsageFailure } from '../failure.js';
import { noun, verb, wholeNumber } from './described.js';
import { resourceCommands, resourceOf, type ResourceKind } from './resources.js';

type KnowledgeBase = KnowledgeBaseList['bases'][number];

const ASK_AGAIN_MS = 400;

const BASES: ResourceKind<KnowledgeBase> = {
  one: 'knowledge base',
  article: 'a',
  many: 'knowledge bases',
  noun: 'knowledge',
  example: 'handbook',
  columns: [
    ['name', ({ name }) => name],
    ['description', ({ description }) => description],
    ['embedding model', ({ embedding_model_uuid }) => embedding_model_uuid],
    ['id', ({ uuid }) => uuid],
  ],
  list: async (client) => {
    const data = await client.knowledge.bases.list();
    return { data, items: data.bases };
  },
  idOf: ({ uuid }) => uuid,
  show: async (client, id) => {
    const data = await client.knowledge.bases.get(id);
    return { data, item: data.base };
  },
  facts: (base) => [
    ['Name', base.name],
    ['Id', base.uuid],
    ['Description', base.description],
    ['Embedding model', base.embedding_model_uuid],
    ['Passages', base.top_k],
    ['Created', base.created_at],
  ],
  create: (client, record) => client.knowledge.bases.create(record),
  update: (client, id, record) => client.knowledge.bases.update(id, record),
  delete: (client, id) => client.knowledge.bases.delete(id),
};

export function knowledgeCommands(program: Command, cli: Cli): void {
  const knowledge = noun(program, 'knowledge', 'Knowledge bases: files that can be asked.');
  resourceCommands(knowledge, cli, BASES);
  importCommand(knowledge, cli);
  verb(knowledge, 'files', 'List the files of a base.', ['latchkey knowledge files handbook'])
    .argument('<name>', 'name or id of the base')
    .action(async (asked: string) => {
      const client = await cli.client();
      const list = await client.knowledge.files.list((await resourceOf(client, BASES, asked)).uuid);
      cli.answer.list(
        list,
        list.files,
        [
          ['file', ({ file_name }) => file_name],
          ['size', ({ size }) => size],
          ['status', ({ status }) => status],
          ['error', ({ error }) => error],
          ['id', ({ uuid }) => uuid],
        ],
        'The base has no files.',
      );
    });
  searchCommand(knowledge, cli);
}

function searchCommand(knowledge: Command, cli: Cli): void {
  verb(knowledge, 'search', 'Ask a base what it holds on a question.', [
    'latchkey knowledge search handbook "How many days of holiday?"',
  ])
    .argument('<name>', 'name or id of the base')
    .argument('<question>')
    .option('--top <count>', 'how many passages', wholeNumber)
    .action(async (asked: string, query: string, { top }: { top?: number }) => {
      const client = await cli.client();
      const { uuid } = await resourceOf(client, BASES, asked);
      const found = await client.knowledge.bases.retrieve(uuid, {
        query,
        ...(top === undefined ? {} : { top_k: top }),
      });
      cli.answer.list(
        found,
        found.results,
        [
          ['score', ({ score }) => score.toFixed(3)],
          ['passage', ({ content }) => content.map((part) => (part as { text?: string }).text ?? '').join(' ')],
        ],
        'The base holds nothing on that.',
      );
    });
}

function importCommand(knowledge: Command, cli: Cli): void {
  verb(knowledge, 'import', 'Import a file: txt, md, html, csv, pdf, docx, or a zip archive of such.', [
    'latchkey knowledge import handbook handbook.pdf',
  ])
    .argument('<name>', 'name or id of the base')
    .argument('<file>')
    .option('--no-wait', 'do not wait until it is done')
    .action(async (asked: string, path: string, { wait }: { wait: boolean }) => {
      const client = await cli.client();
      const { uuid, name } = await resourceOf(client, BASES, asked);
      const file = new File([await bytesOf(cli, path)], basename(path));
      const { file_id } = await cli.progress.during(`Uploading ${basename(path)} …`, () =>
        client.files.uploadDocument(file),
      );
      const begun = await client.knowledge.files.add(uuid, { file_id });
      if (!wait) return void cli.answer.done(begun, `The import goes on as task ${begun.task_id}.`);
      const task = await finished(cli, client, begun.task_id);
      cli.answer.done(task, `Imported ${basename(path)} into ${name}.`);
    });
}

async function bytesOf({ io }: Cli, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(resolve(io.cwd, path)));
  } catch (error) {
    throw new UsageFailure(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
  }
}

async function finished({ progress }: Cli, client: Latchkey, id: number) {
  return progress.during('Importing …', async (say) => {
    for (;;) {
      const task = await client.tasks.get(String(id));
      if (task.runtime.exception !== null) throw new Failure(`The import failed: ${task.runtime.exception}`);
      if (task.runtime.done) return task;
      say(`Importing: ${task.task_context.current_action || 'waiting'} …`);
      await new Promise((resolveSoon) => setTimeout(resolveSoon, ASK_AGAIN_MS));
    }
  });
}
