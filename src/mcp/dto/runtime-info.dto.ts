import type { SessionPhase, SessionState } from '../sessions/mcp-session.js';

/** A tool that a server offers. */
export class McpServerToolDto {
  /** @example get_forecast */
  name: string;

  description: string;

  /** JSON schema of the arguments. */
  parameters: Record<string, unknown>;
}

/** How a server's session fares in the process that answered. */
export class McpRuntimeInfoDto {
  /** @example connected */
  status: 'connecting' | 'connected' | 'error';

  tool_count: number;

  tools: McpServerToolDto[];

  error_message: string | null;

  /** What it was doing then. */
  error_phase: SessionPhase | null;

  /** Failures in a row. */
  retry_count: number;
}

export function runtimeInfo(state: SessionState): McpRuntimeInfoDto {
  return {
    status: state.status,
    tool_count: state.tools.length,
    tools: state.tools.map(({ name, description, parameters }) => ({
      name,
      description,
      parameters: { ...parameters },
    })),
    error_message: state.errorMessage,
    error_phase: state.errorPhase,
    retry_count: state.retryCount,
  };
}
