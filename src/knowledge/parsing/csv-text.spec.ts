import { csvText } from './csv-text.js';

describe('csvText', () => {
  it.each([
    ['name,age\nAda,36\nBob,', 'name: Ada; age: 36\n\nname: Bob'],
    ['name;says\r\nAda;"hello, ""you""\nthere"\r\n', 'name: Ada; says: hello, "you"\nthere'],
    ['a\tb\n1\t2\t3', 'a: 1; b: 2; 3'],
    ['only,one,line', 'only; one; line'],
    ['size,of\n"12" inch,pipe', 'size: 12 inch; of: pipe'],
    ['a,b\n"never closed', 'a: never closed'],
    ['', ''],
  ])('reads %j', (source, text) => {
    expect(csvText(source)).toBe(text);
  });
});
