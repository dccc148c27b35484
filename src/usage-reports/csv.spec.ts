import { csvRecord } from './csv.js';

describe('csvRecord', () => {
  it.each([
    [['a', 'b c'], 'a,b c\r\n'],
    [['say "hi"', 'a,b', 'two\r\nlines'], '"say ""hi""","a,b","two\r\nlines"\r\n'],
    [[null, undefined, ''], ',,\r\n'],
    [[0, 12, 0.000001, 1.5, 2.000002, true, false], '0,12,0.000001,1.5,2.000002,true,false\r\n'],
    [[new Date(0)], '1970-01-01T00:00:00.000Z\r\n'],
  ])('writes %j', (cells, text) => {
    expect(csvRecord(cells)).toBe(text);
  });

  it.each([
    ['=1+1', "'=1+1\r\n"],
    ['+1', "'+1\r\n"],
    ['-1', "'-1\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\tx', "'\tx\r\n"],
    ['\r=x', '"\'\r=x"\r\n'],
    ['=HYPERLINK("http://a","b")', '"\'=HYPERLINK(""http://a"",""b"")"\r\n'],
    ['a=1', 'a=1\r\n'],
  ])('lets no spreadsheet take %j for a formula', (cell, text) => {
    expect(csvRecord([cell])).toBe(text);
  });
});
