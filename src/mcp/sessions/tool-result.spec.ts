import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { boundedText, toolResult } from './tool-result.js';

describe('the result of a tool', () => {
  it('is its text, with all else named', () => {
    const content: CallToolResult['content'] = [
      { type: 'text', text: 'Here:' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
      { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' },
      { type: 'resource_link', uri: 'memo://1', name: 'one' },
      { type: 'resource', resource: { uri: 'memo://2', text: 'two' } },
      { type: 'resource', resource: { uri: 'memo://3', blob: 'AAAA' } },
    ];
    expect(toolResult({ content })).toEqual({
      text: 'Here:\n[image image/png]\n[audio audio/wav]\n[resource memo://1]\ntwo\n[resource memo://3]',
      isError: false,
    });
  });

  it('is what it is built of where it has no text', () => {
    expect(toolResult({ content: [], structuredContent: { degrees: 3 } })).toEqual({
      text: '{"degrees":3}',
      isError: false,
    });
    const content: CallToolResult['content'] = [{ type: 'text', text: 'three' }];
    expect(toolResult({ content, structuredContent: { degrees: 3 } }).text).toBe('three');
  });

  it('may be an error, or nothing', () => {
    expect(toolResult({ content: [{ type: 'text', text: 'No such city' }], isError: true })).toEqual({
      text: 'No such city',
      isError: true,
    });
    expect(toolResult({ content: [] })).toEqual({ text: '', isError: false });
  });

  it('is cut', () => {
    const { text } = toolResult({ content: [{ type: 'text', text: 'x'.repeat(70_000) }] });
    expect([text.length, text.endsWith('x\n[cut]')]).toEqual([65_536, true]);
  });
});

describe('bounded text', () => {
  it('is left alone where it fits', () => {
    expect(boundedText('é'.repeat(10), 20)).toBe('é'.repeat(10));
  });

  it('is cut between two characters', () => {
    expect(boundedText('é'.repeat(11), 21)).toBe(`${'é'.repeat(7)}\n[cut]`);
    expect(boundedText('😀'.repeat(6), 23)).toBe('😀'.repeat(4) + '\n[cut]');
  });

  it.each([1, 5, 6, 7])('is never longer than %i bytes where so few are wanted', (most) => {
    expect(Buffer.byteLength(boundedText('é'.repeat(1_000), most))).toBeLessThanOrEqual(most);
  });
});
