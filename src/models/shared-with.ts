/** Whether the credential `c` is shared with the tenant `$1`, as SQL. */
export const SHARED_WITH = `(c.shared_with_all OR EXISTS (
    SELECT 1 FROM credential_shares s
    WHERE s.tenant_id = c.tenant_id AND s.credential_id = c.id AND s.recipient_id = $1))`;
