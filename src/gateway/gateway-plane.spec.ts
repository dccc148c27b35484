import { jest } from '@jest/globals';
import type { AppConfig } from '../config/app-config.js';
import type { AttendedReply } from '../http/wire/wire-reply.js';
import type { PlainRequest } from '../http/wire/wire-request.js';
import { UnauthenticatedError } from '../kernel/app-error.js';
import { GatewayPlane } from './gateway-plane.js';
import type { PlaneRequest } from './plane-request.js';

const NOTHING = {} as never;

describe('the data plane', () => {
  it('keeps nothing of a stranger’s body while its refusal waits', () => {
    const seen: PlaneRequest[] = [];
    const authenticator = {
      authenticate: (request: PlaneRequest) => {
        seen.push(request);
        return new UnauthenticatedError('bad-bearer');
      },
    };
    const endpoints = { find: () => NOTHING };
    const config = { trustProxy: false, corsOrigins: [] } as unknown as AppConfig;
    const parts = [authenticator, NOTHING, NOTHING, NOTHING, endpoints, NOTHING, NOTHING, NOTHING, config];
    const plane = new GatewayPlane(...(parts as unknown as ConstructorParameters<typeof GatewayPlane>));
    const request = { method: 'POST', url: '/v1/chat/completions', headers: {}, rawHeaders: [] };
    const reply = { writeHead: jest.fn(), end: jest.fn() };
    plane.takeWhole(request as unknown as PlainRequest, Buffer.alloc(100), reply as unknown as AttendedReply);
    expect(reply.writeHead).toHaveBeenCalledWith(401, expect.anything());
    expect(seen.map(({ body }) => body)).toEqual([null]);
  });
});
