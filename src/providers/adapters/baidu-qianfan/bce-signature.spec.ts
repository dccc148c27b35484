import { bceAuthorization } from './bce-signature.js';

describe('bceAuthorization', () => {
  it('signs as the vendor does', () => {
    const request = {
      host: 'iam.bj.baidubce.com',
      path: '/v1/BCE-BEARER/token',
      query: [['expireInSeconds', '86400']],
      time: 1_700_000_000_000,
    } as const;

    // From bce-python-sdk: baidubce.auth.bce_v1_signer.sign(BceCredentials(ak, sk), b'GET', b'/v1/BCE-BEARER/token',
    //   {b'host': b'iam.bj.baidubce.com'}, {b'expireInSeconds': b'86400'}, 1700000000, 1800, [b'host'])
    expect(bceAuthorization(request, '0b0f67dfb88244b289b72b142befad0c', 'bad522c2126a4618a8125f4b6cf6356f')).toBe(
      'bce-auth-v1/0b0f67dfb88244b289b72b142befad0c/2023-11-14T22:13:20Z/1800/host/6cdfb6bdb59d8dca89f03885f9bc2d0e989884af32e86f90b62dadcbdcd804cf',
    );
  });
});
