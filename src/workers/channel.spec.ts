import { EventEmitter } from 'node:events';
import { Channel, type ChannelEnd } from './channel.js';

/** An end whose messages arrive at the other in a moment, as plain data. */
class End extends EventEmitter implements ChannelEnd {
  other: End | null = null;

  send(message: object, sent: (error: Error | null) => void): boolean {
    const text = JSON.stringify(message);
    setImmediate(() => {
      this.other?.emit('message', JSON.parse(text));
      sent(this.other ? null : new Error('closed'));
    });
    return true;
  }
}

type Asker = { news: (text: string) => void };
type Teller = { double: (number: number) => Promise<number>; refuse: () => never; hang: () => Promise<never> };

describe('Channel', () => {
  let asker: Channel<Asker, Teller>;
  let teller: Channel<Teller, Asker>;
  let ends: [End, End];
  const heard: string[] = [];

  beforeEach(() => {
    ends = [new End(), new End()];
    [ends[0].other, ends[1].other] = [ends[1], ends[0]];
    asker = new Channel<Asker, Teller>(ends[0], { news: (text) => heard.push(text) });
    teller = new Channel<Teller, Asker>(ends[1], {
      double: (number) => Promise.resolve(2 * number),
      refuse: () => {
        throw new Error('Not today');
      },
      hang: () => new Promise(() => undefined),
    });
  });

  it('brings each its answer', async () => {
    const asked = [1, 2, 3].map((number) => asker.ask('double', number, 1000));
    expect(await Promise.all(asked)).toEqual([2, 4, 6]);
  });

  it('says why there is none', async () => {
    await expect(asker.ask('refuse', undefined, 1000)).rejects.toThrow('Not today');
    await expect(asker.ask('hang', undefined, 1)).rejects.toThrow('No answer to `hang` in 1 ms');
  });

  it('does not mind that the other side is gone', async () => {
    ends[0].other = null;
    await asker.tell('hang', undefined);
    await expect(asker.ask('double', 1, 1)).rejects.toThrow('No answer');
  });

  it('carries news, and is not disturbed by messages of others', async () => {
    ends[1].emit('message', null);
    ends[1].emit('message', { cmd: 'NODE_CLUSTER' });
    await teller.tell('news', 'Good');
    expect(heard).toEqual(['Good']);
  });
});
