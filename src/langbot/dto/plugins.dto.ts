export class PluginListDto {
  /** Always empty. */
  plugins: object[];
}

/** How the plugin system fares. */
export class PluginSystemDto {
  /** Always false. */
  is_enable: boolean;

  /** Always false. */
  is_connected: boolean;

  /** Why. */
  plugin_connector_error: string;
}
