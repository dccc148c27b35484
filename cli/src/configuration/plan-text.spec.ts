import { describe, expect, it } from '@jest/globals';
import { planSummary, planText, type Change } from './plan-text.js';

const CHANGES: Change[] = [
  { action: 'create', kind: 'tenant', tenant: 'Research', name: 'Research', fields: [] },
  {
    action: 'create',
    kind: 'credential',
    tenant: 'Research',
    name: 'openai-main',
    fields: [{ field: 'credential.api_key', before: null, after: 'sk-proj-…a1b2' }],
  },
  {
    action: 'update',
    kind: 'instance_default',
    tenant: null,
    name: 'llm_id',
    fields: [{ field: 'model', before: 'a\u001b[2J', after: null }],
  },
  { action: 'delete', kind: 'alias', tenant: 'Research', name: 'fast', fields: [] },
];

describe('planText', () => {
  it('groups by tenant, with what was and what will be', () => {
    expect(planText(CHANGES, { isColoured: false })).toBe(`Tenant Research
  + tenant Research
  + credential openai-main
      credential.api_key: sk-proj-…a1b2
  - alias fast

Instance
  ~ instance default llm_id
      model: a\\u001b[2J → nothing`);
  });

  it('counts', () => {
    expect(planSummary(CHANGES)).toBe('2 to make, 1 to change, 1 to delete');
  });
});
