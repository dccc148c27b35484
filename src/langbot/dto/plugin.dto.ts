export class PluginListDto {
  /** Always empty. */
  plugins: Record<string, unknown>[];
}

/** How the system that runs plugins fares; there is none. */
export class PluginSystemDto {
  is_enable: boolean;

  is_connected: boolean;

  /** @example Plugins are not available in this edition */
  plugin_connector_error: string;
}
