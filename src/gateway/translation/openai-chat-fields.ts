import type { FieldRules } from './field-rules.js';

/** OpenAI's chat completions ("Create chat completion" of its API reference), field by field. */
export const CHAT_FIELDS: FieldRules = {
  model: 'read',
  messages: 'read',
  max_tokens: 'read',
  max_completion_tokens: 'read',
  temperature: 'read',
  top_p: 'read',
  stop: 'read',
  seed: 'read',
  presence_penalty: 'read',
  frequency_penalty: 'read',
  tools: 'read',
  tool_choice: 'read',
  response_format: 'read',
  reasoning_effort: 'read',
  stream: 'ignored',
  stream_options: 'ignored',
  user: 'ignored',
  metadata: 'ignored',
  store: 'ignored',
  safety_identifier: 'ignored',
  prompt_cache_key: 'ignored',
  prompt_cache_options: 'ignored',
  prompt_cache_retention: 'ignored',
  service_tier: { only: ['auto', 'default'] },
  n: { only: [1] },
  logprobs: { only: [false] },
  top_logprobs: { only: [0] },
  logit_bias: { only: [{}] },
  modalities: { only: [['text']] },
  parallel_tool_calls: { only: [true] },
  verbosity: { only: ['medium'] },
  audio: 'refused',
  prediction: 'refused',
  web_search_options: 'refused',
  moderation: 'refused',
  functions: 'refused',
  function_call: 'refused',
};

/** `name` tells speakers of one role apart; to the model it is a hint, and no other vendor has it. */
export const CHAT_MESSAGE_FIELDS: FieldRules = { role: 'read', content: 'read', name: 'ignored' };

/**
 * Clients send back whole messages of ours: what was thought before is not for the model to read again, and `parsed` is
 * what OpenAI's SDKs add to the content for their own use.
 */
export const ASSISTANT_MESSAGE_FIELDS: FieldRules = {
  ...CHAT_MESSAGE_FIELDS,
  tool_calls: 'read',
  refusal: 'read',
  reasoning_content: 'ignored',
  reasoning: 'ignored',
  annotations: 'ignored',
  parsed: 'ignored',
  audio: 'refused',
  function_call: 'refused',
};

export const TOOL_MESSAGE_FIELDS: FieldRules = { ...CHAT_MESSAGE_FIELDS, tool_call_id: 'read' };

/** Accumulated streams leave the `index` of a call in it. */
export const TOOL_CALL_FIELDS: FieldRules = { id: 'read', type: 'read', function: 'read', index: 'ignored' };

/** `parsed_arguments`: as `parsed` above. */
export const CALLED_FUNCTION_FIELDS: FieldRules = { name: 'read', arguments: 'read', parsed_arguments: 'ignored' };

export const TEXT_PART_FIELDS: FieldRules = { type: 'read', text: 'read' };

export const REFUSAL_PART_FIELDS: FieldRules = { type: 'read', refusal: 'read' };

export const IMAGE_PART_FIELDS: FieldRules = { type: 'read', image_url: 'read' };

/** `detail` trades cost for sharpness; vendors that have no such choice take pictures as they are. */
export const IMAGE_URL_FIELDS: FieldRules = { url: 'read', detail: 'ignored' };

export const TOOL_FIELDS: FieldRules = { type: 'read', function: 'read' };

export const FUNCTION_FIELDS: FieldRules = {
  name: 'read',
  description: 'read',
  parameters: 'read',
  strict: { only: [false] },
};

export const TOOL_CHOICE_FIELDS: FieldRules = { type: 'read', function: 'read' };

export const CHOSEN_FUNCTION_FIELDS: FieldRules = { name: 'read' };

export const RESPONSE_FORMAT_FIELDS: FieldRules = { type: 'read', json_schema: 'read' };

export const JSON_SCHEMA_FIELDS: FieldRules = { name: 'read', schema: 'read', strict: 'read', description: 'ignored' };
