import { describe, expect, it } from '@jest/globals';
import { ApiError, ApiConnectionError } from '@latchkey/sdk';
import { EXIT, EXIT_MEANINGS, exitCodeOf } from './exit-codes.js';

const answered = (status: number): ApiError =>
  new ApiError({ status, code: status, message: '', faults: [], data: null });

describe('exitCodeOf', () => {
  it.each([
    [400, 1],
    [401, 3],
    [403, 3],
    [404, 4],
    [409, 5],
    [429, 1],
    [500, 6],
    [503, 6],
  ])('makes %i into %i', (status, code) => {
    expect(exitCodeOf(answered(status))).toBe(code);
  });

  it('is 6 without an answer, and 1 for anything else', () => {
    expect(exitCodeOf(new ApiConnectionError('gone'))).toBe(6);
    expect(exitCodeOf(new Error('ours'))).toBe(1);
  });

  it('has a meaning for each', () => {
    expect(EXIT_MEANINGS.map(([code]) => code)).toEqual(Object.values(EXIT));
  });
});
