import { placeTenants, type KnownTenant, type TenantReach } from './tenant-places.js';

const known = (id: string, name: string, isManaged = true): KnownTenant => ({
  id,
  name,
  role: isManaged ? 'owner' : 'viewer',
  isManaged,
});
const byName = (name: string) => ({ id: null, name });
const byId = (id: string) => ({ id, name: null });

const REACH: TenantReach = {
  known: [known('1', 'Research'), known('2', 'Twins'), known('3', 'Twins'), known('4', 'Seen', false), known('5', 'Research', false)], // prettier-ignore
  canCreate: false,
};

describe('placeTenants', () => {
  it('finds by name among those that the caller manages, and by id', () => {
    expect(placeTenants([byName('Research'), byId('3')], REACH)).toEqual([
      { path: 'tenants.0', id: '1', name: 'Research', role: 'owner' },
      { path: 'tenants.1', id: '3', name: 'Twins', role: 'owner' },
    ]);
  });

  it('makes what there is not for those who may', () => {
    expect(placeTenants([byName('New')], { ...REACH, canCreate: true })).toEqual([
      { path: 'tenants.0', id: null, name: 'New', role: null },
    ]);
  });

  it.each([
    [[byName('New')], "tenants[0]: Tenant 'New' not found"],
    [[byId('9')], "tenants[0]: Tenant '9' not found"],
    [[byName('Twins')], "tenants[0]: Several tenants are called 'Twins'; give the id instead"],
    [[byName('Seen')], 'tenants[0]: Role viewer lacks the scope models:write'],
    [[byId('1'), byName('Research')], 'tenants[1]: is the same tenant as tenants[0]'],
    [[{ id: null, name: null }], 'tenants[0]: name or id is required'],
    [[{ id: '1', name: 'Research' }], 'tenants[0]: name and id exclude each other'],
  ])('refuses %j', (desired, message) => {
    expect(() => placeTenants(desired, REACH)).toThrow(message);
  });

  it('makes a name once', () => {
    expect(() => placeTenants([byName('New'), byName('New')], { ...REACH, canCreate: true })).toThrow(
      'tenants[1]: is the same tenant as tenants[0]',
    );
  });

  it('makes nothing by an id', () => {
    expect(() => placeTenants([byId('9')], { ...REACH, canCreate: true })).toThrow("tenants[0]: Tenant '9' not found");
  });
});
