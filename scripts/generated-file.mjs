/** Files that follow from others: written, or with --check held against what is committed. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import { format, getFileInfo, resolveConfig } from 'prettier';

/** @param remedy the command that writes it @param source what it follows from */
export async function put(file, text, { remedy, source }) {
  const wanted = await formatted(file, text);
  const committed = await readFile(file, 'utf8').catch(() => null);
  if (committed === wanted) return;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not what ${source}: run \`${remedy}\` and commit it`);
    process.exitCode = 1;
    return;
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, wanted);
}

async function formatted(file, text) {
  const { inferredParser } = await getFileInfo(file);
  return inferredParser === null ? text : format(text, { ...(await resolveConfig(file)), filepath: file });
}
