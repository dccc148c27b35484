import { Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '../kernel/app-error.js';
import type { Principal } from '../kernel/principal.js';
import { Tasks, type TaskWork } from '../tasks/tasks.service.js';
import { McpServersService, type TrialServer } from './mcp-servers.service.js';
import { runtimeInfo } from './dto/runtime-info.dto.js';
import { secretsIn } from './server-arguments.js';
import { McpConnector, type McpTarget } from './sessions/mcp-connector.js';
import { McpLimits } from './sessions/mcp-limits.js';
import { failureText, type SessionPhase } from './sessions/mcp-session.js';
import { McpSessions } from './sessions/mcp-sessions.js';
import { SessionLog } from './sessions/session-log.js';

/** Of a tenant, in this process, at the same time. */
const MOST_AT_ONCE = 5;

/** Tests of servers: a connection of their own, opened and closed again, as a task. */
@Injectable()
export class McpTrials {
  private readonly running = new Map<string, number>();

  constructor(
    private readonly tasks: Tasks,
    private readonly servers: McpServersService,
    private readonly sessions: McpSessions,
    private readonly connector: McpConnector,
    private readonly limits: McpLimits,
  ) {}

  /** @returns the task @throws McpServerNotFoundError, StdioForbiddenError, TooManyRequestsError */
  async ofStored(caller: Principal, name: string): Promise<number> {
    const { server, arguments: plain } = await this.servers.get(caller, name);
    this.servers.demandMay(caller, server.mode);
    const task = await this.begin(caller, name, { mode: server.mode, arguments: plain });
    this.sessions.find(server.id)?.retry();
    return task;
  }

  /** One that is not enabled is not connected either. @returns the task @throws BadInputError and the like */
  async ofUnsaved(caller: Principal, name: string, trial: TrialServer, isEnabled: boolean): Promise<number> {
    const plain = await this.servers.readTrial(caller, trial);
    return this.begin(caller, name, isEnabled ? { mode: trial.mode, arguments: plain } : null);
  }

  private async begin({ tenantId }: Principal, name: string, target: McpTarget | null): Promise<number> {
    const count = this.running.get(tenantId) ?? 0;
    if (count >= MOST_AT_ONCE) throw new TooManyRequestsError('Too many tests of MCP servers at once', 5);
    this.running.set(tenantId, count + 1);
    const task = { tenantId, kind: 'mcp-operation' as const, name: 'mcp-test', label: `Test MCP server ${name}` };
    try {
      return await this.tasks.run(task, async (report, signal) => {
        try {
          if (target) await this.connect(target, report, signal);
          return null;
        } finally {
          this.leave(tenantId);
        }
      });
    } catch (error) {
      this.leave(tenantId);
      throw error;
    }
  }

  private async connect(target: McpTarget, report: Parameters<TaskWork>[0], stopping: AbortSignal): Promise<void> {
    const log = new SessionLog(secretsIn(target.arguments));
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(this.limits.connectMs)]);
    let phase: SessionPhase = 'connect';
    await report({ currentAction: 'connecting' });
    try {
      const connection = await this.connector.open(target, log, signal);
      try {
        phase = 'tools';
        const { tools } = await connection.tools(signal);
        const outcome = { status: 'connected' as const, tools, errorMessage: null, errorPhase: null, retryCount: 0 };
        await report({ currentAction: 'connected', metadata: { runtime_info: runtimeInfo(outcome) } });
      } finally {
        await connection.close();
      }
    } catch (error) {
      const errorMessage = log.shown(failureText(error));
      const outcome = { status: 'error' as const, tools: [], errorMessage, errorPhase: phase, retryCount: 0 };
      await report({ currentAction: 'failed', metadata: { runtime_info: runtimeInfo(outcome) } });
      throw new Error(errorMessage, { cause: error });
    }
  }

  private leave(tenantId: string): void {
    const left = (this.running.get(tenantId) ?? 1) - 1;
    if (left > 0) this.running.set(tenantId, left);
    else this.running.delete(tenantId);
  }
}
