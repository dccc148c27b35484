/** Which keys a configuration file may have where: those of `POST /api/v1/configuration` that say what is wanted. */
export type Shape =
  | { kind: 'fields'; fields: Readonly<Record<string, Shape>> }
  | { kind: 'each'; item: Shape }
  /** A text, number or switch, or a list of them; judged by the server. */
  | { kind: 'value' }
  /** The fields of a credential: any names, and values that may be kept elsewhere. */
  | { kind: 'credential' };

const value: Shape = { kind: 'value' };
const fields = (shapes: Readonly<Record<string, Shape>>): Shape => ({ kind: 'fields', fields: shapes });
const each = (item: Shape): Shape => ({ kind: 'each', item });

const defaults = fields({
  llm_id: value,
  embd_id: value,
  asr_id: value,
  img2txt_id: value,
  rerank_id: value,
  tts_id: value,
});

const model = fields({
  name: value,
  type: value,
  max_tokens: value,
  enabled: value,
  timeouts: fields({ first_byte_ms: value, idle_ms: value, total_ms: value }),
});

const tenant = fields({
  id: value,
  name: value,
  members: each(fields({ email: value, role: value })),
  credentials: each(
    fields({
      label: value,
      factory: value,
      base_url: value,
      credential: { kind: 'credential' },
      models: each(model),
      shared_with: value,
    }),
  ),
  defaults,
  aliases: each(fields({ name: value, strategy: value, targets: each(fields({ model: value, weight: value })) })),
});

export const CONFIGURATION = fields({ tenants: each(tenant), instance: fields({ defaults }) });
