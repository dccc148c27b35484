import type { CallOptions, ProviderTarget } from '../../provider-adapter.js';
import { ProviderCallError } from '../../provider-call-error.js';
import type { ProviderHttp } from '../../transport/provider-http.js';
import { badAnswer } from '../../transport/refusal.js';
import { fieldsOf } from '../answer-shape.js';
import { pathSegment } from '../path-segment.js';
import { authorization, modelHeader, serverOf } from './endpoint.js';

/** "Get API Credit" knows the key and the balance, "Get Model" the voice: together what speech would need, unpaid. */
export async function proveSpeech(
  http: ProviderHttp,
  target: ProviderTarget,
  model: string,
  options: CallOptions,
): Promise<void> {
  modelHeader(model);
  const [server, headers] = [serverOf(target), authorization(target)];
  const wallet = await http.sendJson(
    target,
    { method: 'GET', url: `${server}/wallet/self/api-credit`, headers },
    options,
  );
  demandCredit(target, model, wallet);
  const voice = target.credential['fish_audio_refid'] ?? '';
  if (voice === '') return;
  await http.sendJson(target, { method: 'GET', url: `${server}/model/${pathSegment(voice)}`, headers }, options);
}

/** The credit is a decimal in a string. Models named `-free` need none. */
function demandCredit(target: ProviderTarget, model: string, wallet: object): void {
  const { credit } = fieldsOf(wallet);
  if (typeof credit !== 'string' || !Number.isFinite(Number.parseFloat(credit)))
    throw badAnswer(target, 'The answer tells no credit', wallet);
  if (Number.parseFloat(credit) <= 0 && !model.endsWith('-free'))
    throw new ProviderCallError('quota', 'The account has no API credit left', { upstreamStatus: 200 });
}
