import type { McpTool } from '../../mcp/mcp-tools.js';
import { offerTools } from './offered-tools.js';

const tool = (serverName: string, name: string): McpTool => ({
  serverId: serverName,
  serverName,
  name,
  description: '',
  parameters: {},
});

const namesOf = (...tools: McpTool[]) => offerTools(tools).definitions.map(({ name }) => name);

describe('offerTools', () => {
  it('keeps names that are alone, and puts the server in front of others', () => {
    const tools = [tool('weather', 'forecast'), tool('one', 'search'), tool('two', 'search')];
    expect(namesOf(...tools)).toEqual(['forecast', 'one__search', 'two__search']);
    expect(offerTools(tools).find('two__search')).toBe(tools[2]);
  });

  it('makes names that every provider takes, each once', () => {
    const long = 'x'.repeat(80);
    expect(namesOf(tool('a b', 'get/thing'), tool('c', long))).toEqual(['get_thing', 'x'.repeat(64)]);
    expect(namesOf(tool('a', 't.x'), tool('a', 't x'))).toEqual(['a__t_x', 'a__t_x_2']);
  });

  it('offers 128 at most', () => {
    expect(namesOf(...Array.from({ length: 200 }, (_, index) => tool('s', `t${index}`)))).toHaveLength(128);
  });
});
