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

function isAddressRange(item: unknown): boolean {
  return typeof item === 'string' && (ipaddr.isValid(item) || ipaddr.isValidCIDR(item));
}
