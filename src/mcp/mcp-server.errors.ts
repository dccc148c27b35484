import { AppError, BadInputError, ForbiddenError, NotFoundError } from '../kernel/app-error.js';

export class McpServerNotFoundError extends NotFoundError {
  constructor() {
    super('Server not found');
  }
}

export class McpServerExistsError extends BadInputError {
  constructor(name: string) {
    const message = `MCP server already exists: ${name}`;
    super(message, { problems: [{ field: 'name', rule: 'unique', message }] });
  }
}

/** A command would run on the machine of the server. */
export class StdioForbiddenError extends ForbiddenError {
  constructor(isAllowed: boolean) {
    super(
      isAllowed
        ? 'Servers of mode stdio are for instance administrators who signed in, not for API keys'
        : 'Servers of mode stdio are switched off; MCP_STDIO=true switches them on',
    );
  }
}

/** The server is not connected, or refused. */
export class McpServerRefusedError extends AppError {
  constructor(says: string) {
    super('provider-refused', says);
  }
}
