import { registerDecorator } from 'class-validator';
import ipaddr from 'ipaddr.js';

/** Each item is an IP address, or a network in CIDR form. */
export function IsAddressRange(): PropertyDecorator {
  return (target, property) => {
    registerDecorator({
      name: 'isAddressRange',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (items: unknown) => Array.isArray(items) && items.every(isAddressRange),
        defaultMessage: () => `${String(property)} must hold IP addresses or CIDRs`,
      },
    });
  };
}

/** Written out: the library would take `10.1` and `1` for addresses, too. */
function isAddressRange(item: unknown): boolean {
  if (typeof item !== 'string') return false;
  const [address = ''] = item.split('/', 1);
  const isWhole = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address);
  return isWhole && (ipaddr.isValid(item) || ipaddr.isValidCIDR(item));
}
