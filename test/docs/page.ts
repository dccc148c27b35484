/** A fenced block of a page, and what the comments directly above it say to whoever runs it. */
export interface Block {
  /** Where it begins, as an editor counts. */
  line: number;
  language: string;
  text: string;
  /** Why it is not run, if it is not. */
  notRun: string | null;
  /** The status that its last request is to be answered with, where that is a refusal. */
  answers: number | null;
  /** It ends with an error, and is meant to. */
  fails: boolean;
  /** The server of the page was stopped before. */
  serverStopped: boolean;
  /** Shown for its form: neither run nor compared with an answer. */
  onlyParsed: boolean;
}

const FENCE = /^( *)(`{3,}|~{3,})\s*([\w-]*)\s*$/;
const COMMENT = /^\s*<!--\s*(.*?)\s*-->\s*$/;
const INSTRUCTIONS = /^(?:not run: .+|answers \d{3}|fails|server stopped|only parsed)$/;

/** The fenced blocks of a Markdown text in their order. @throws Error for a fence without end */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  let comments: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const [, indent = '', fence, language = ''] = FENCE.exec(line) ?? [];
    const [, comment] = COMMENT.exec(line) ?? [];
    if (fence) {
      const end = lines.findIndex((later, index) => index > at && later.trim() === fence);
      if (end === -1) throw new Error(`The block of line ${at + 1} has no end`);
      const text = lines.slice(at + 1, end).map((each) => each.slice(indent.length));
      blocks.push({ line: at + 1, language, text: `${text.join('\n')}\n`, ...instructionsOf(comments) });
      comments = [];
      at = end;
    } else if (comment && INSTRUCTIONS.test(comment)) comments.push(comment);
    else if (line.trim() !== '') comments = [];
  }
  return blocks;
}

function instructionsOf(comments: readonly string[]) {
  const after = (prefix: string): string | null =>
    comments.find((comment) => comment.startsWith(prefix))?.slice(prefix.length) ?? null;
  const status = after('answers ');
  return {
    notRun: after('not run: '),
    answers: status === null ? null : Number(status),
    fails: comments.includes('fails'),
    serverStopped: comments.includes('server stopped'),
    onlyParsed: comments.includes('only parsed'),
  };
}
