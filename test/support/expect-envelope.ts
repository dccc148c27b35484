import type { Response } from 'supertest';
import { RetCode } from '../../src/kernel/ret-code.js';

/** A success of the `{code, message, data}` surfaces. */
export function expectSuccess(response: Response, data: unknown, message = 'Success'): void {
  expect({ status: response.status, body: response.body as unknown }).toEqual({
    status: 200,
    body: { code: RetCode.SUCCESS, message, data },
  });
}

/** A refusal of the `{code, message, data}` surfaces, whole message included. */
export function expectFailure(response: Response, status: number, code: RetCode, message: string): void {
  expect({
    status: response.status,
    code: response.body.code as unknown,
    message: response.body.message as unknown,
  }).toEqual({ status, code, message });
}
