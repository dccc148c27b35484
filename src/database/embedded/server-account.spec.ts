import { parseAccounts, pickAccount } from './server-account.js';

const postgres = { name: 'postgres', uid: 101, gid: 104 };
const nobody = { name: 'nobody', uid: 65534, gid: 65534 };

describe('parseAccounts', () => {
  it('reads the user table and leaves out what is no account', () => {
    const table = 'postgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n\n# remark\nnobody:x:65534:65534::/:/none\n';
    expect(parseAccounts(table)).toEqual([postgres, nobody]);
  });
});

describe('pickAccount', () => {
  it('prefers postgres for new data', () => {
    expect(pickAccount([nobody, postgres], null)).toBe(postgres);
  });

  it('takes nobody where there is no postgres', () => {
    expect(pickAccount([nobody], null)).toBe(nobody);
  });

  it('keeps to the owner of existing data', () => {
    expect(pickAccount([postgres, nobody], { uid: 65534, gid: 65534 })).toBe(nobody);
  });

  it('keeps to an owner the user table does not name', () => {
    expect(pickAccount([postgres], { uid: 1234, gid: 99 })).toEqual({ name: 'uid 1234', uid: 1234, gid: 99 });
  });

  it('never picks root, not even for data that root owns', () => {
    expect(pickAccount([{ name: 'postgres', uid: 0, gid: 0 }, nobody], { uid: 0, gid: 0 })).toBe(nobody);
  });

  it('finds none on a system without either', () => {
    expect(pickAccount([], null)).toBeNull();
  });
});
