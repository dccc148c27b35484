/** What LangBot's clients ask a server about itself before they sign in. */
export class LangBotSystemInfoDto {
  /** Of Latchkey. */
  version: string;

  /**
   * LangBot's word for a server that its operator runs.
   * @example community
   */
  edition: string;

  /** Always false. */
  debug: boolean;

  /** Always false: there are no plugins to shop for. */
  enable_marketplace: boolean;

  /** Always empty: this server belongs to no cloud service. */
  cloud_service_url: string;

  /** Always true: users can change their passwords. */
  allow_modify_login_info: boolean;

  /** Always true: LangBot's hosted models are not in this edition. */
  disable_models_service: boolean;
}
