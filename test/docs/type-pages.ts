import { resolve } from 'node:path';
import process from 'node:process';
import { pdf } from '../support/documents.js';
import { PAGE_BLOCKS } from './all-pages.js';
import { freePorts, inDomainOf, startDocsWorld, type DocsWorld } from './docs-world.js';
import { FILLED_IN_EVERYWHERE, PAGES, type PageSetting } from './pages.js';
import { read } from './reader.js';

const FILES = { 'handbook.pdf': pdf(['The keys are kept by Ada.', 'Everybody has 30 days of holiday.']) };

/** A page starts several servers, maybe; what hangs is to be ended, not what is slow. */
const PAGE_MS = 600_000;

/** One test for each page of these. */
export function typePages(areOfThese: (page: string, setting: PageSetting) => boolean): void {
  let world: DocsWorld;

  beforeAll(async () => {
    world = await startDocsWorld();
  });

  afterAll(() => world.close());

  it.each(Object.entries(PAGES).filter(([page, setting]) => areOfThese(page, setting)))(
    '%s does as it says',
    async (page, setting) => {
      const files = Object.fromEntries((setting.files ?? []).map((name) => [name, FILES[name]]));
      const before = setting.comesWith === 'a key' ? fieldFunction() : '';
      const blocks = PAGE_BLOCKS.get(page) ?? [];
      await read({ blocks, files, before, ...(await readerOf(world, page, setting)) });
    },
    PAGE_MS,
  );
}

/** What the quick start says that the other pages use. */
function fieldFunction(): string {
  const found = PAGE_BLOCKS.get('docs/quick-start.md')?.find(({ text }) => text.includes('field()'));
  return found?.text ?? '';
}

/** Variables of the reader's shell, and what stands in the page's text for them. */
async function readerOf(world: DocsWorld, page: string, { comesWith, fillsIn = [], pythonPath }: PageSetting) {
  const ports = await freePorts(3);
  const [port = ''] = ports;
  const own: Record<string, string> =
    comesWith === 'a key' ? await world.newReader(page) : { PORT: port, A_DATABASE: await world.newDatabase() };
  const environment: Record<string, string> = {
    ...own,
    A_PROVIDER: world.provider.url,
    A_SECRET: world.provider.apiKey ?? '',
    ...(pythonPath === undefined ? {} : { PYTHONPATH: resolve(pythonPath) }),
    PATH: `${process.env['LATCHKEY_DOCS_PYTHON']}/bin:${process.env['PATH']}`,
  };
  const origin = own['B'] ?? `http://127.0.0.1:${port}`;
  const valueOf = (text: string) => text.replace(/\$(A_\w+)/g, (_, name: string) => environment[name] ?? '');
  const fillIn = (text: string): string => {
    let filled = inDomainOf(page, text);
    for (const [shown, meant] of [...fillsIn, ...FILLED_IN_EVERYWHERE])
      filled = filled.replaceAll(shown, valueOf(meant));
    filled = filled.replaceAll('http://127.0.0.1:3000', origin);
    return filled.replace(
      /\b(127\.0\.0\.1:|localhost:|PORT=)300([012])\b/g,
      (_, before: string, last: string) => `${before}${ports[Number(last)]}`,
    );
  };
  return { environment, fillIn };
}
