import { ApiError } from './api-error.js';

/**
 * For refusals that name no field although only one can be meant: nobody has that address, or somebody has it already.
 * @returns to be given to `catch`; throws the refusal on, as one of that field
 */
export function blameField(field: string, ...statuses: readonly number[]): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ApiError) || error.problems.length > 0 || !statuses.includes(error.status)) throw error;
    const { status, message, code, data } = error;
    throw new ApiError(status, message, code, [{ field, rule: 'refused', message }], data);
  };
}
