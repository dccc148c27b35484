import { Injectable } from '@nestjs/common';
import { BadInputError } from '../../kernel/app-error.js';
import { BlockedAddressError } from '../../providers/outbound/blocked-address-error.js';
import { parseOutboundUrl } from '../../providers/outbound/outbound-url.js';
import { OutboundGuard } from '../../providers/outbound-guard.js';
import { RequesterCatalog } from './requester-catalog.js';

/** Judges the addresses that clients give; done before a transaction, since it asks the resolver. */
@Injectable()
export class ProviderAddress {
  constructor(
    private readonly guard: OutboundGuard,
    private readonly requesters: RequesterCatalog,
  ) {}

  /** @throws BadInputError for an address that is none or that the operator does not allow */
  async check(baseUrl: string): Promise<void> {
    if (baseUrl === '') return;
    if (!parseOutboundUrl(baseUrl)) throw badAddress('base_url must be an http or https URL');
    try {
      await this.guard.check(baseUrl);
    } catch (error) {
      if (error instanceof BlockedAddressError) throw badAddress(`base_url: ${error.message}`);
      throw error;
    }
  }

  /** What a change says of the address: a requester with an empty one means its own, which may be this machine. */
  async checkChange({ requester, baseUrl }: { requester?: string; baseUrl?: string }): Promise<void> {
    if (requester !== undefined && baseUrl === '') await this.checkFor(requester, '');
    else await this.check(baseUrl ?? '');
  }

  /** The address given; without one the requester's own, which may be this machine. */
  async checkFor(requester: string, baseUrl: string): Promise<void> {
    await this.check(baseUrl || this.requesters.resolve(requester, baseUrl).baseUrl);
  }
}

function badAddress(message: string): BadInputError {
  return BadInputError.inField('base_url', 'url', message);
}
