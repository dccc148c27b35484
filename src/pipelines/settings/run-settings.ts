import type { ChatMessage } from '../../providers/calls/chat-call.js';
import type { PipelineConfig } from '../pipeline.entity.js';
import { withDefaults } from './pipeline-config.js';

export interface RateLimit {
  windowSeconds: number;
  limitation: number;
  strategy: 'drop' | 'wait';
}

/** What is said of a run that fails. */
export interface FailureSettings {
  handling: 'show-hint' | 'show-error' | 'hide';
  hint: string;
}

/** A pipeline's configuration as a run needs it. */
export interface RunSettings {
  runner: string;
  /** As they are named, the one to ask first in front; `''` for the tenant's default. */
  models: readonly string[];
  prompt: readonly ChatMessage[];
  maxRound: number;
  /** 0: never. */
  expireSeconds: number;
  knowledgeBases: readonly string[];
  rerank: { model: string; topN: number } | null;
  rateLimit: RateLimit;
  removesThinking: boolean;
  tellsToolCalls: boolean;
  failure: FailureSettings;
}

/** What LangBot's console puts in place of no knowledge base. */
const NO_BASE = '__none__';

interface Known {
  safety: { 'rate-limit': { 'window-length': number; limitation: number; strategy: RateLimit['strategy'] } };
  ai: {
    runner: { runner: string; 'expire-time': number };
    'local-agent': {
      model: string | { primary: string; fallbacks?: readonly string[] | null };
      'max-round': number;
      prompt: readonly { role: 'system' | 'user' | 'assistant'; content: string }[];
      'knowledge-bases': readonly string[];
      /** Of the first generation. */
      'knowledge-base'?: unknown;
      'rerank-model': string;
      'rerank-top-k': number;
    };
  };
  output: {
    misc: {
      'exception-handling': FailureSettings['handling'];
      'failure-hint': string;
      'track-function-calls': boolean;
      'remove-think': boolean;
    };
  };
}

/** @param config one that `demandConfig` let pass */
export function readRunSettings(config: PipelineConfig): RunSettings {
  const { safety, ai, output } = withDefaults(config) as unknown as Known;
  const [agent, rate, misc] = [ai['local-agent'], safety['rate-limit'], output.misc];
  return {
    runner: ai.runner.runner,
    models: modelsOf(agent.model),
    prompt: agent.prompt.map(({ role, content }) => ({ role, content })).filter(({ content }) => content !== ''),
    maxRound: agent['max-round'],
    expireSeconds: ai.runner['expire-time'],
    knowledgeBases: basesOf(agent),
    rerank: agent['rerank-model'] === '' ? null : { model: agent['rerank-model'], topN: agent['rerank-top-k'] },
    rateLimit: {
      windowSeconds: rate['window-length'],
      limitation: rate.limitation,
      strategy: rate.strategy,
    },
    removesThinking: misc['remove-think'],
    tellsToolCalls: misc['track-function-calls'],
    failure: { handling: misc['exception-handling'], hint: misc['failure-hint'] },
  };
}

function modelsOf(model: Known['ai']['local-agent']['model']): readonly string[] {
  if (typeof model === 'string') return [model];
  return [...new Set([model.primary, ...(model.fallbacks ?? [])])];
}

function basesOf({ 'knowledge-bases': bases, 'knowledge-base': base }: Known['ai']['local-agent']): readonly string[] {
  const first = typeof base === 'string' && base !== '' ? [base] : [];
  return [...new Set([...bases, ...first])].filter((id) => id !== '' && id !== NO_BASE);
}
