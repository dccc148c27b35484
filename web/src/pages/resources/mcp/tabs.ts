/** The parts of its page, the first of them shown unless another is asked for. */
export const MCP_TABS = ['tools', 'resources', 'logs', 'settings'] as const;
export type McpTab = (typeof MCP_TABS)[number];
