import { type McpServerDto } from '../../mcp/dto/mcp-server.dto.js';

export class ExtensionDto {
  /** Always `mcp`. */
  type: 'mcp';

  server: McpServerDto;
}

export class ExtensionListDto {
  extensions: ExtensionDto[];
}
