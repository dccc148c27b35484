import { Answer } from './answer.js';

describe('tools that an answer asks for', () => {
  it('are in the order of their numbers, however large', () => {
    const answer = new Answer(false);
    answer.take({ kind: 'tool_call', index: 4_000_000_000, id: 'b', name: 'second' });
    answer.take({ kind: 'tool_call', index: 0, id: 'a', name: 'first' });
    answer.take({ kind: 'tool_arguments', index: 4_000_000_000, text: '{}' });
    expect(answer.toolCalls).toEqual([
      { id: 'a', name: 'first', arguments: '' },
      { id: 'b', name: 'second', arguments: '{}' },
    ]);
  });

  it('are not without end', () => {
    const answer = new Answer(false);
    const ask = (): void => {
      for (let index = 0; index < 200; index++) answer.take({ kind: 'tool_call', index, id: `${index}`, name: 't' });
    };
    expect(ask).toThrow('The answer of the model does not end');
    expect(() => new Answer(false).take({ kind: 'tool_call', index: 0, id: 'a', name: 'n'.repeat(3_000_000) })).toThrow(
      'The answer of the model does not end',
    );
  });
});
