import fc from 'fast-check';
import { BlockedAddressError } from './blocked-address-error.js';
import { literalAddress, OutboundPolicy } from './outbound-policy.js';

/** The host as the URL parser hands it on, judged as a literal. */
function judge(policy: OutboundPolicy, host: string): readonly { address: string }[] {
  return policy.select([{ address: literalAddress(new URL(`http://${host}/`).hostname)! }]);
}

describe('OutboundPolicy', () => {
  const strict = new OutboundPolicy([]);

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.255.255.254', '127.255.255.254'],
    ['2130706433', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['0177.0.0.1', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['0', '0.0.0.0'],
    ['0.0.0.0', '0.0.0.0'],
    ['10.1.2.3', '10.1.2.3'],
    ['172.31.255.255', '172.31.255.255'],
    ['192.168.0.1', '192.168.0.1'],
    ['100.64.0.1', '100.64.0.1'],
    ['100.100.100.200', '100.100.100.200'],
    ['169.254.169.254', '169.254.169.254'],
    ['2852039166', '169.254.169.254'],
    ['192.0.0.192', '192.0.0.192'],
    ['192.0.2.1', '192.0.2.1'],
    ['198.18.0.1', '198.18.0.1'],
    ['224.0.0.1', '224.0.0.1'],
    ['240.0.0.1', '240.0.0.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['168.63.129.16', '168.63.129.16'],
    ['[::]', '::'],
    ['[::1]', '::1'],
    ['[0:0:0:0:0:0:0:1]', '::1'],
    ['[::ffff:127.0.0.1]', '127.0.0.1'],
    ['[::ffff:a9fe:a9fe]', '169.254.169.254'],
    ['[::ffff:0:127.0.0.1]', '::ffff:0:7f00:1'],
    ['[::127.0.0.1]', '::7f00:1'],
    ['[64:ff9b::127.0.0.1]', '127.0.0.1'],
    ['[64:ff9b::a9fe:a9fe]', '169.254.169.254'],
    ['[64:ff9b:1::1]', '64:ff9b:1::1'],
    ['[2002:7f00:1::]', '2002:7f00:1::'],
    ['[2001:0:1::1]', '2001:0:1::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[3fff::1]', '3fff::1'],
    ['[fc00::1]', 'fc00::1'],
    ['[fd00:ec2::254]', 'fd00:ec2::254'],
    ['[fe80::1]', 'fe80::1'],
    ['[fec0::1]', 'fec0::1'],
    ['[ff02::1]', 'ff02::1'],
    ['[4000::1]', '4000::1'],
  ])('refuses %s', (host, address) => {
    expect(() => judge(strict, host)).toThrow(new BlockedAddressError(address));
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '[2606:4700::1111]', '[::ffff:8.8.8.8]', '[64:ff9b::8.8.8.8]'])(
    'lets %s pass',
    (host) => {
      expect(judge(strict, host)).toHaveLength(1);
    },
  );

  it('says exactly what would allow it', () => {
    expect(() => judge(strict, '10.0.0.7')).toThrow('Address 10.0.0.7 is not allowed; set OUTBOUND_ALLOW=10.0.0.7/32');
    expect(() => judge(strict, '[fd00::7]')).toThrow('Address fd00::7 is not allowed; set OUTBOUND_ALLOW=fd00::7/128');
  });

  it.each([
    ['10.0.0.0/8', '10.200.3.4'],
    ['127.0.0.1/32', '127.0.0.1'],
    ['127.0.0.1/32', '2130706433'],
    ['127.0.0.1', '[::ffff:127.0.0.1]'],
    ['169.254.169.254/32', '[64:ff9b::a9fe:a9fe]'],
    ['::1/128', '[::1]'],
    ['[::1]', '[::1]'],
    ['fd00::/8', '[fd12::1]'],
  ])('with OUTBOUND_ALLOW=%s lets %s pass', (allow, host) => {
    expect(judge(new OutboundPolicy([allow]), host)).toHaveLength(1);
  });

  it.each([
    ['10.0.0.0/8', '192.168.0.1'],
    ['::1/128', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
  ])('with OUTBOUND_ALLOW=%s still refuses %s', (allow, address) => {
    expect(() => new OutboundPolicy([allow]).select([{ address }])).toThrow(new BlockedAddressError(address));
  });

  it('refuses a name of which one address is inside', () => {
    expect(() => strict.select([{ address: '8.8.8.8' }, { address: '10.0.0.1' }])).toThrow(
      new BlockedAddressError('10.0.0.1'),
    );
  });

  it('names the IPv4 address of a name that has both', () => {
    expect(() => strict.select([{ address: '::1' }, { address: '127.0.0.1' }])).toThrow(
      new BlockedAddressError('127.0.0.1'),
    );
  });

  it('connects a name only to its allowed addresses when one of them is allowed', () => {
    const local = new OutboundPolicy(['127.0.0.1/32']);

    expect(local.select([{ address: '::1' }, { address: '127.0.0.1' }])).toEqual([{ address: '127.0.0.1' }]);
  });

  it.each([
    ['ollama.internal', 'OLLAMA.internal.', true],
    ['Ollama.Internal', 'ollama.internal', true],
    ['ollama.internal', 'evil.ollama.internal', false],
    ['internal', 'ollama.internal', false],
  ])('with OUTBOUND_ALLOW=%s vouches for %s: %s', (allow, name, vouched) => {
    expect(new OutboundPolicy([allow]).allowsName(name)).toBe(vouched);
  });

  it('refuses every address of the private networks, in every embedding', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    );
    fc.assert(
      fc.property(inside, fc.constantFrom('', '::ffff:', '64:ff9b::'), (octets, prefix) => {
        expect(() => strict.select([{ address: `${prefix}${octets.join('.')}` }])).toThrow(BlockedAddressError);
      }),
    );
  });
});
