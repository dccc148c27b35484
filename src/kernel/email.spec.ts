import { isEmail } from './email.js';

describe('isEmail', () => {
  it.each(['a@b.io', 'Ada_L.o-ve@Mail.example-1.io', '0@1.22', '.@x.io', `${'a'.repeat(249)}@b.io`.slice(-255)])(
    'takes %s',
    (text) => {
      expect(isEmail(text)).toBe(true);
    },
  );

  it.each([
    '',
    'a',
    'a@b',
    'a@b.c',
    '@b.io',
    'a@',
    'a@@b.io',
    'a@b@c.io',
    'a+b@x.io',
    'a b@x.io',
    'ä@x.io',
    'a@x..io',
    'a@x.io.',
    'a@.io',
    'a@x_y.io',
    'a@x.io\n',
    '"a"@x.io',
    'a@[127.0.0.1]',
    `${'a'.repeat(251)}@b.io`,
  ])('refuses %j', (text) => {
    expect(isEmail(text)).toBe(false);
  });
});
