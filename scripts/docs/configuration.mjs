/** The page of the settings, from the doc comments of `src/config/env.ts`. */
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { cell, NOTE, table } from './markdown.mjs';

export async function configuration() {
  const text = await readFile('src/config/env.ts', 'utf8');
  const source = ts.createSourceFile('env.ts', text, ts.ScriptTarget.ES2022, true);
  const environment = source.statements.find(
    (node) => ts.isClassDeclaration(node) && node.name?.text === 'Environment',
  );
  const rows = environment.members.filter(ts.isPropertyDeclaration).map((member) => {
    const [comment] = ts.getJSDocCommentsAndTags(member);
    const about = cell(String(comment?.comment ?? ''));
    const initial = member.initializer?.getText().replaceAll("'", '') ?? '';
    return [`\`${member.name.getText()}\``, initial === '[]' || initial === '' ? '–' : `\`${initial}\``, about];
  });
  return `${NOTE}

# Configuration

Environment variables, read once at start. An empty one counts as unset. All mistakes are told at once, and the server
does not start with a weak or well-known secret.

${table(['Variable', 'Default', 'What it does'], rows)}
`;
}
