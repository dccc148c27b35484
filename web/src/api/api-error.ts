export interface FieldProblem {
  field: string;
  rule: string;
  message: string;
}

/** A refusal of the server's, in its own words. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly code: number,
    readonly problems: readonly FieldProblem[],
    /** Further facts, such as what uses the thing that was to be removed. */
    readonly data: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  static from(status: number, body: unknown): ApiError {
    const { code, message, msg, errors, data } = (typeof body === 'object' ? (body ?? {}) : {}) as Partial<
      Record<string, unknown>
    >;
    const words = [message, msg].find((text) => typeof text === 'string' && text !== '') ?? `HTTP ${status}`;
    return new ApiError(
      status,
      words as string,
      typeof code === 'number' ? code : status,
      Array.isArray(errors) ? (errors as FieldProblem[]) : [],
      data,
    );
  }
}

/** The network, not the server. */
export function isOffline(error: unknown): boolean {
  return error instanceof TypeError;
}
