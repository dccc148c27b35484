import fc from 'fast-check';
import { editMembers } from './member-edits.js';

const edited = (text: string, edits: Parameters<typeof editMembers>[1]) =>
  editMembers(Buffer.from(text), edits).toString();

describe('editMembers', () => {
  it('replaces a value and leaves every other byte', () => {
    const text = '{ "n" : 12345678901234567890123 ,\n"model":"a", "x":{"model":"inner"}, "é":"\\u00e9\\"model\\":" }';
    expect(edited(text, { set: { model: 'b' } })).toBe(text.replace('"model":"a"', '"model":"b"'));
  });

  it('adds what is not there', () => {
    expect(edited('{"a":1}', { set: { model: 'b' } })).toBe('{"a":1,"model":"b"}');
    expect(edited(' { } ', { set: { model: 'b' } })).toBe(' { "model":"b"} ');
  });

  it('renames', () => {
    expect(edited('{"seed":1,"a":[1,{"seed":2}]}', { rename: { seed: 'random_seed' } })).toBe(
      '{"random_seed":1,"a":[1,{"seed":2}]}',
    );
  });

  it('replaces every one of members that are given twice', () => {
    expect(edited('{"model":"a","model":"c"}', { set: { model: 'b' } })).toBe('{"model":"b","model":"b"}');
  });

  it('finds a name that is written with escapes', () => {
    expect(edited('{"\\u006dodel":"a"}', { set: { model: 'b' } })).toBe('{"\\u006dodel":"b"}');
  });

  it('returns the same bytes when nothing changes', () => {
    const text = Buffer.from('{"a":1}');
    expect(editMembers(text, { rename: { seed: 'random_seed' } })).toBe(text);
  });

  it('reads as the object with its members set', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.string(),
        fc.jsonValue(),
        fc.boolean(),
        (object, name, value, indent) => {
          fc.pre(name !== '__proto__' && !Object.hasOwn(object, '__proto__'));
          const text = JSON.stringify(object, null, indent ? 2 : 0);
          const expected = JSON.parse(JSON.stringify({ ...object, [name]: value })) as unknown;
          expect(JSON.parse(edited(text, { set: { [name]: value } }))).toEqual(expected);
        },
      ),
    );
  });
});
