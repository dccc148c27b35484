import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import type { McpToolResult } from '../mcp-tools.js';

const MOST_BYTES = 64 * 1024;
const CUT = '\n[cut]';

/** What a tool said, as text for a model: images and the like are named, not shown. */
export function toolResult({ content, structuredContent, isError }: CallToolResult): McpToolResult {
  const said = content.map(textOf).join('\n');
  const text = said === '' && structuredContent ? JSON.stringify(structuredContent) : said;
  return { text: boundedText(text), isError: isError === true };
}

/** Cut between two characters; it says so where there is room for that. */
export function boundedText(text: string, mostBytes = MOST_BYTES): string {
  if (text.length * 3 <= mostBytes || Buffer.byteLength(text) <= mostBytes) return text;
  const mark = mostBytes > CUT.length ? CUT : '';
  const bytes = Buffer.from(text).subarray(0, mostBytes - mark.length);
  return new TextDecoder().decode(bytes, { stream: true }) + mark;
}

function textOf(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
    case 'audio':
      return `[${block.type} ${block.mimeType.slice(0, 128)}]`;
    case 'resource_link':
      return `[resource ${block.uri.slice(0, 2048)}]`;
    case 'resource':
      return 'text' in block.resource ? block.resource.text : `[resource ${block.resource.uri.slice(0, 2048)}]`;
  }
}
