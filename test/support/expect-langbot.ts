import type { Response } from 'supertest';
import { RetCode } from '../../src/kernel/ret-code.js';

/** A success of LangBot's surface. */
export function expectLangBotSuccess(response: Response, data: unknown): void {
  expect({ status: response.status, body: response.body as unknown }).toEqual({
    status: 200,
    body: { code: RetCode.SUCCESS, msg: 'ok', data },
  });
}

/** A refusal of LangBot's surface, whole message included; it has no data. */
export function expectLangBotFailure(response: Response, status: number, code: RetCode, msg: string): void {
  const { errors: _problems, ...body } = response.body as Record<string, unknown>;
  expect({ status: response.status, body }).toEqual({ status, body: { code, msg } });
}
