import { ApiError, type Latchkey, type Me } from '@latchkey/sdk';
import { whoAmI } from '../commands/whoami.js';
import { exitCodeOf } from '../exit-codes.js';
import { SIGN_IN_HINT } from '../failure.js';
import { fail, ok, Unfit, warn, type Finding } from './finding.js';

/** What can be said of whoever is signed in. @throws Unfit when nobody is */
export async function callerFindings(client: Latchkey, { mayCall }: { mayCall: boolean }): Promise<Finding[]> {
  const me = await whoIs(client);
  const findings = [ok('identity', `Signed in as ${whoAmI(me)}`), rights(me)];
  if (!me.scopes.some((scope) => scope === '*' || scope === 'models:read')) return findings;
  const { llm_id: model } = await client.models.defaults.get();
  if (model === '') {
    return [
      ...findings,
      warn('default model', 'No default chat model is set', 'Set one with `latchkey defaults set chat=<model>`'),
    ];
  }
  findings.push(ok('default model', `Chat goes to ${model}`));
  if (!mayCall) return findings;
  return [...findings, await call(client, me, model)];
}

async function whoIs(client: Latchkey): Promise<Me> {
  try {
    return await client.auth.me();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new Unfit(fail('identity', error.message, SIGN_IN_HINT), exitCodeOf(error));
  }
}

function rights({ role, is_instance_admin: isAdministrator, scopes, tenant_id: tenant }: Me): Finding {
  const who = isAdministrator ? 'an administrator of the instance' : `${role ?? 'no member'} of tenant ${tenant}`;
  const text = `You are ${who}, and may: ${scopes.join(', ') || 'nothing'}`;
  return scopes.length > 0 ? ok('rights', text) : warn('rights', text, 'Ask an owner of the tenant for a role');
}

async function call(client: Latchkey, { scopes }: Me, model: string): Promise<Finding> {
  if (!scopes.some((scope) => scope === '*' || scope === 'inference')) {
    return warn('model call', 'Not tried: you may not call models', 'A role or key with the scope inference may');
  }
  const begun = performance.now();
  try {
    const body = { model, messages: [{ role: 'user', content: 'Say ok.' }], max_tokens: 16 };
    await client.request({ verb: 'POST', path: '/v1/chat/completions', body });
    return ok('model call', `${model} answers, in ${Math.round(performance.now() - begun)} ms`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return fail('model call', `${model} does not answer: ${error.message}`, 'Try `latchkey credentials verify`');
  }
}
