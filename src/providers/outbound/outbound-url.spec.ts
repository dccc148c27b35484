import { parseOutboundUrl } from './outbound-url.js';

describe('parseOutboundUrl', () => {
  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['HTTP://Host:8080', 'http://host:8080/'],
    ['http://0x7f.1/v1', 'http://127.0.0.1/v1'],
    ['http://[::1]:11434', 'http://[::1]:11434/'],
  ])('reads %s', (text, href) => {
    expect(parseOutboundUrl(text)?.href).toBe(href);
  });

  it.each([
    '',
    'api.openai.com/v1',
    'localhost:11434',
    'ftp://h/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'http://user@h/',
    'http://:secret@h/',
    'https://h/v1#part',
    'https://h/#',
    'http://h:99999/',
    'http://a b/',
  ])('does not read %j', (text) => {
    expect(parseOutboundUrl(text)).toBeNull();
  });
});
