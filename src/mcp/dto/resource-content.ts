import type { ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import { boundedText } from '../sessions/tool-result.js';
import type { McpResourceContentDto } from './mcp-server.dto.js';

/** A part of a resource for display, bounded. */
export function contentDto(
  content: ReadResourceResult['contents'][number],
  mostBytes: number,
  withBlob: boolean,
): McpResourceContentDto {
  const facts = { uri: content.uri, mime_type: content.mimeType ?? null };
  if ('text' in content) {
    const size = Buffer.byteLength(content.text);
    const text = boundedText(content.text, mostBytes);
    return { ...facts, text, blob: null, size, truncated: size > mostBytes };
  }
  const size = Math.floor((content.blob.length * 3) / 4);
  const blob = withBlob && size <= mostBytes ? content.blob : null;
  return { ...facts, text: null, blob, size, truncated: withBlob && blob === null };
}
