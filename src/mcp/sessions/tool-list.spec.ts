import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { ToolList } from './tool-list.js';

const tool = (name: string, more: Partial<Tool> = {}): Tool => ({ name, inputSchema: { type: 'object' }, ...more });

function nested(levels: number): Tool['inputSchema'] {
  let schema: Record<string, unknown> = {};
  for (let level = 1; level < levels; level += 1) schema = { items: schema };
  return { type: 'object', properties: schema } as Tool['inputSchema'];
}

describe('the tools of a server', () => {
  it('are kept with their description and schema', () => {
    const list = new ToolList();
    expect(list.add([tool('one', { description: 'First' }), tool('two')])).toBe(true);
    expect(list.tools).toEqual([
      { name: 'one', description: 'First', parameters: { type: 'object' } },
      { name: 'two', description: '', parameters: { type: 'object' } },
    ]);
    expect(list.complaints).toEqual([]);
  });

  it.each([
    ['a name with a blank', tool('a b'), 'Tool a b is left out: its name'],
    ['no name', tool(''), 'Tool  is left out: its name'],
    ['a long name', tool('x'.repeat(129)), `Tool ${'x'.repeat(64)} is left out: its name`],
    ['the name of another', tool('one'), 'Tool one is left out: its name'],
    [
      'a large schema',
      tool('two', { inputSchema: { type: 'object', title: 'x'.repeat(33_000) } }),
      'Tool two is left out: its schema is too large',
    ],
    ['a deep schema', tool('two', { inputSchema: nested(64) }), 'Tool two is left out: its schema is too large'],
    [
      'a schema without end',
      tool('two', { inputSchema: nested(100_000) }),
      'Tool two is left out: its schema is too large',
    ],
  ])('are left out with %s', (_what, bad, complaint) => {
    const list = new ToolList();
    list.add([tool('one'), bad, tool('three')]);
    expect(list.tools.map(({ name }) => name)).toEqual(['one', 'three']);
    expect(list.complaints).toEqual([complaint]);
  });

  it('may have schemas of some depth, and long descriptions that are cut', () => {
    const list = new ToolList();
    list.add([tool('one', { inputSchema: nested(63), description: 'x'.repeat(5_000) })]);
    expect(list.tools.map(({ description }) => description.length)).toEqual([4096]);
  });

  it('are bounded in number and together, over all pages', () => {
    const many = new ToolList();
    const names = Array.from({ length: 300 }, (_, count) => `t${count}`);
    expect(many.add(names.slice(0, 200).map((name) => tool(name)))).toBe(true);
    expect(many.add(names.slice(200).map((name) => tool(name)))).toBe(false);
    expect([many.tools.length, many.complaints.length]).toEqual([256, 16]);
    const large = new ToolList();
    large.add(names.map((name) => tool(name, { inputSchema: { type: 'object', title: 'x'.repeat(30_000) } })));
    expect(large.tools.length).toBe(17);
  });
});
