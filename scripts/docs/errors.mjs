/** The page of the codes, from the doc comments of `src/kernel/ret-code.ts`. */
import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { cell, NOTE, table } from './markdown.mjs';

export async function errors() {
  const text = await readFile('src/kernel/ret-code.ts', 'utf8');
  const source = ts.createSourceFile('ret-code.ts', text, ts.ScriptTarget.ES2022, true);
  const codes = source.statements.find((node) => ts.isEnumDeclaration(node) && node.name.text === 'RetCode');
  const rows = codes.members.map((member) => {
    const name = member.name.getText();
    const [status] = ts.getJSDocTags(member).filter((tag) => tag.tagName.text === 'status');
    const [comment] = ts.getJSDocCommentsAndTags(member);
    if (!comment?.comment || !status)
      throw new Error(`RetCode.${name} says not what it means, or not with which @status`);
    return [member.initializer.getText(), name, cell(String(status.comment)), cell(String(comment.comment))];
  });
  return `${NOTE}

# Errors

\`{"code": …, "message": …, "data": null}\`; on LangBot's paths \`msg\` in place of \`message\`. On Latchkey's own paths bad
input adds \`errors: [{field, rule, message}]\`, and there a field of a body, or a parameter of a list, that there is not
is bad input too (\`rule\` is \`unknown\`), while RAGFlow's and LangBot's paths read past it. Messages are for people and
may be shown; programs go by \`code\` and the HTTP status. A refused request changed nothing.

${table(['Code', 'Name', 'Status', 'Meaning'], rows)}

What calls models under \`/v1\` fails in OpenAI's shape, or Anthropic's: [the gateway](../gateway.md#failures). HTTP bots have
codes of their own: [bots](../bots.md#http_bot).
`;
}
