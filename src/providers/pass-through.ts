/** Endpoints whose bodies and answers some providers take and give as our own clients do. */
export type PassThroughEndpoint = 'chat' | 'embeddings' | 'speech' | 'messages' | 'count_tokens';

/** How a client's body reaches the provider as it is. */
export interface PassThroughCall {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** What the provider calls the model. */
  model: string;
  /** What the credential's owner wants in the body, whatever the client says. */
  fields: Readonly<Record<string, unknown>>;
  /** Fields of the body that the vendor calls otherwise, by the name that clients give. */
  renames: Readonly<Record<string, string>>;
  /** A stream says what it used only when `stream_options.include_usage` asks it to. */
  usageMustBeAsked: boolean;
}
