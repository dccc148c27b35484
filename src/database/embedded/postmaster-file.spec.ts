import { parsePostmasterFile } from './postmaster-file.js';

const START = ['4711', '/data/postgres', '1763990000', '21400'];

describe('parsePostmasterFile', () => {
  it('reads a server that accepts connections', () => {
    const text = [...START, '', '127.0.0.1', ' 123 4', 'ready   ', ''].join('\n');
    expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 21400, isReady: true });
  });

  it('tells a starting server from a ready one', () => {
    const text = [...START, '', '127.0.0.1', ' 123 4', 'starting', ''].join('\n');
    expect(parsePostmasterFile(text)).toEqual({ pid: 4711, port: 21400, isReady: false });
  });

  it('reads a file that is only half written', () => {
    expect(parsePostmasterFile('4711\n/data/pos')).toEqual({ pid: 4711, port: null, isReady: false });
  });

  it.each(['', '\n', 'text\n', '-4711\n', '0\n'])('finds no server in %j', (text) => {
    expect(parsePostmasterFile(text)).toBeNull();
  });
});
