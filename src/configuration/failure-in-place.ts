import { AppError, type FieldProblem } from '../kernel/app-error.js';

/** What one entry of a configuration was refused with, told with the entry's place. */
class FailureInPlace extends AppError {
  constructor(
    readonly path: string,
    readonly original: AppError,
  ) {
    const { kind, code, problems, retryAfterSeconds, data, message } = original;
    super(kind, `${spelled(path)}: ${message}`, {
      problems: (problems ?? [{ field: '', rule: kind, message }]).map((one) => placed(path, one)),
      data,
      cause: original,
      ...(code === undefined ? {} : { code }),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  }
}

/** A refusal with the place of the entry that caused it; other failures as they are. @param path dotted */
export function inPlace(path: string, failure: unknown): unknown {
  if (failure instanceof FailureInPlace) return new FailureInPlace(`${path}.${failure.path}`, failure.original);
  return failure instanceof AppError && failure.kind !== 'unavailable' ? new FailureInPlace(path, failure) : failure;
}

/** `tenants.0.credentials.1` as people write it: `tenants[0].credentials[1]`. */
function spelled(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

function placed(path: string, { field, rule, message }: FieldProblem): FieldProblem {
  return { field: field === '' ? path : `${path}.${field}`, rule, message };
}
