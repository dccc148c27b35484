import { Module } from '@nestjs/common';
import { McpTools } from './mcp-tools.js';

const NONE: McpTools = {
  list: () => Promise.resolve([]),
  call: ({ name }) => Promise.resolve({ text: `There is no tool ${name}`, isError: true }),
};

/** MCP servers; there are none yet. */
@Module({ providers: [{ provide: McpTools, useValue: NONE }], exports: [McpTools] })
export class McpModule {}
