import type { ClientExchange } from './exchange.js';
import type { Protocol } from './protocols.js';

/** A request that is being answered, and the words it is answered in. */
export interface OngoingAnswer {
  readonly exchange: ClientExchange;
  readonly protocol: Protocol;
  /** Where it is in the list. */
  at: number;
}

/**
 * What is being answered, in no order. A plain list, and no Map or Set: what those outgrow keeps hold of all that was in it,
 * see `docs/decisions/0015`.
 */
export class OngoingAnswers {
  private readonly list: OngoingAnswer[] = [];

  begin(exchange: ClientExchange, protocol: Protocol): OngoingAnswer {
    const answer = { exchange, protocol, at: this.list.length };
    this.list.push(answer);
    return answer;
  }

  /** Once for each. */
  end({ at }: OngoingAnswer): void {
    const last = this.list.pop();
    if (last === undefined || last.at === at) return;
    // The last takes the place that has become free.
    last.at = at;
    this.list[at] = last;
  }

  /** As they are now, whatever ends meanwhile. */
  all(): OngoingAnswer[] {
    return [...this.list];
  }
}
