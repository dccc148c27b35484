import type { FieldRules } from './field-rules.js';

/** Anthropic's messages ("Create a Message" of its API reference), field by field. */
export const MESSAGES_FIELDS: FieldRules = {
  model: 'read',
  max_tokens: 'read',
  messages: 'read',
  system: 'read',
  stop_sequences: 'read',
  temperature: 'read',
  top_p: 'read',
  tools: 'read',
  tool_choice: 'read',
  thinking: 'read',
  output_config: 'read',
  stream: 'ignored',
  metadata: 'ignored',
  cache_control: 'ignored',
  user_profile_id: 'ignored',
  workspace_id: 'ignored',
  service_tier: { only: ['auto', 'standard_only'] },
  speed: { only: ['standard'] },
  top_k: 'refused',
  container: 'refused',
  context_management: 'refused',
  diagnostics: 'refused',
  inference_geo: 'refused',
  mcp_servers: 'refused',
};

export const OUTPUT_CONFIG_FIELDS: FieldRules = { effort: 'read', format: 'read' };

export const OUTPUT_FORMAT_FIELDS: FieldRules = { type: 'read', schema: 'read' };

export const THINKING_FIELDS: FieldRules = {
  type: 'read',
  budget_tokens: 'read',
  display: { only: ['summarized'] },
};

export const MESSAGE_FIELDS: FieldRules = { role: 'read', content: 'read' };

/**
 * Citations are of documents, which are refused; in the history they are words about what was said already.
 * `parsed_output` is what Anthropic's SDKs add to the text for their own use.
 */
export const TEXT_BLOCK_FIELDS: FieldRules = {
  type: 'read',
  text: 'read',
  cache_control: 'ignored',
  citations: 'ignored',
  parsed_output: 'ignored',
};

export const IMAGE_BLOCK_FIELDS: FieldRules = { type: 'read', source: 'read', cache_control: 'ignored' };

export const BASE64_SOURCE_FIELDS: FieldRules = { type: 'read', media_type: 'read', data: 'read' };

export const URL_SOURCE_FIELDS: FieldRules = { type: 'read', url: 'read' };

export const TOOL_USE_FIELDS: FieldRules = {
  type: 'read',
  id: 'read',
  name: 'read',
  input: 'read',
  cache_control: 'ignored',
  caller: { only: [{ type: 'direct' }] },
};

export const TOOL_RESULT_FIELDS: FieldRules = {
  type: 'read',
  tool_use_id: 'read',
  content: 'read',
  is_error: 'read',
  cache_control: 'ignored',
};

export const ANTHROPIC_TOOL_FIELDS: FieldRules = {
  type: 'read',
  name: 'read',
  description: 'read',
  input_schema: 'read',
  cache_control: 'ignored',
  /** When arguments are sent, not which. */
  eager_input_streaming: 'ignored',
  strict: { only: [false] },
  defer_loading: { only: [false] },
  allowed_callers: { only: [['direct']] },
  input_examples: 'refused',
};

export const ANTHROPIC_TOOL_CHOICE_FIELDS: FieldRules = {
  type: 'read',
  name: 'read',
  disable_parallel_tool_use: { only: [false] },
};
