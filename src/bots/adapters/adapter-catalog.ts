/** A text in LangBot's two languages. */
export interface Label {
  en_US: string;
  zh_Hans: string;
}

export type FieldType = 'string' | 'integer' | 'boolean' | 'select';

/** A field of an adapter's configuration. */
export interface AdapterField {
  name: string;
  label: Label;
  description: Label;
  type: FieldType;
  required: boolean;
  default: string | number | boolean;
  isSecret: boolean;
  /** A URL that we call. */
  isUrl: boolean;
  options?: readonly string[];
  range?: readonly [number, number];
}

export interface AdapterEntry {
  name: string;
  label: Label;
  description: Label;
  /** Whether bots of it can be enabled here; others are only stored. */
  isRunnable: boolean;
  /** Whether its platform calls us at `/bots/{uuid}`. */
  hasWebhook: boolean;
  fields: readonly AdapterField[];
}

type FieldExtras = Partial<Omit<AdapterField, 'name' | 'label' | 'description'>> & { says?: string };

function both(text: string): Label {
  return { en_US: text, zh_Hans: text };
}

function field(name: string, label: string, { says = '', ...extras }: FieldExtras = {}): AdapterField {
  const type = extras.type ?? 'string';
  const empty = type === 'boolean' ? false : type === 'integer' ? 0 : '';
  return {
    name,
    label: both(label),
    description: both(says),
    type,
    required: false,
    default: empty,
    isSecret: false,
    isUrl: false,
    ...extras,
  };
}

const secret = (name: string, label: string, extras: FieldExtras = {}): AdapterField =>
  field(name, label, { required: true, isSecret: true, ...extras });
const needed = (name: string, label: string, extras: FieldExtras = {}): AdapterField =>
  field(name, label, { required: true, ...extras });

const TELEGRAM = [
  secret('token', 'Token', { says: 'From @BotFather.' }),
  field('markdown_card', 'Markdown card', {
    type: 'boolean',
    default: true,
    says: 'Stored, not acted on: answers are sent as plain text.',
  }),
  field('enable-stream-reply', 'Stream replies', {
    type: 'boolean',
    says: 'Shows the answer while it is written, by editing the message.',
  }),
  field('mode', 'Mode', {
    type: 'select',
    default: 'polling',
    options: ['polling', 'webhook'],
    says: 'How updates come: asked for, or sent by Telegram to /bots/{uuid}, which takes a PUBLIC_URL or webhook_url.',
  }),
  field('webhook_url', 'Webhook URL', { says: 'Where Telegram reaches /bots/{uuid}, if not below PUBLIC_URL.' }),
  field('api_root', 'API root', {
    isUrl: true,
    default: 'https://api.telegram.org',
    says: 'Another server of the Bot API.',
  }),
];

const HTTP_BOT = [
  secret('inbound_secret', 'Inbound secret', { says: 'Signs what is posted to the bot.' }),
  needed('callback_url', 'Callback URL', { isUrl: true, says: 'Where answers are posted to.' }),
  secret('outbound_secret', 'Outbound secret', {
    required: false,
    says: 'Signs what is posted to the callback URL; the inbound secret when empty.',
  }),
  field('default_session_type', 'Default session type', {
    type: 'select',
    default: 'person',
    options: ['person', 'group'],
  }),
  field('signature_required', 'Signature required', { type: 'boolean', default: true }),
  field('callback_timeout', 'Callback timeout (s)', { type: 'integer', default: 15, range: [1, 120] }),
  field('callback_max_retries', 'Callback retries', { type: 'integer', default: 3, range: [0, 10] }),
];

function entry(name: string, label: string, description: string, fields: readonly AdapterField[]): AdapterEntry {
  return { name, label: both(label), description: both(description), isRunnable: false, hasWebhook: false, fields };
}

/** One that can be stored, for the day that it runs somewhere. */
function stored(name: string, label: string, fields: readonly AdapterField[], hasWebhook = false): AdapterEntry {
  return { ...entry(name, label, `${label}. Can be stored, and not enabled here.`, fields), hasWebhook };
}

function runnable(name: string, label: string, description: string, fields: readonly AdapterField[]): AdapterEntry {
  return { ...entry(name, label, description, fields), isRunnable: true };
}

const TOKEN_AND_KEY = [secret('token', 'Token'), secret('EncodingAESKey', 'Encoding AES key')];

/** What LangBot calls adapters, and one of our own (`openai`). */
export const ADAPTERS: readonly AdapterEntry[] = [
  runnable('http_bot', 'HTTP bot', 'Signed messages over HTTP; answers are posted back.', HTTP_BOT),
  runnable('openai', 'OpenAI API', 'Answers on /v1/chat/completions as the model bot:<name>.', []),
  runnable('telegram', 'Telegram', 'Telegram, by long polling or webhook.', TELEGRAM),
  stored('discord', 'Discord', [needed('client_id', 'Client id'), secret('token', 'Token')]),
  stored('slack', 'Slack', [secret('bot_token', 'Bot token'), secret('signing_secret', 'Signing secret')], true),
  stored('LINE', 'LINE', [secret('channel_access_token', 'Access token'), secret('channel_secret', 'Secret')], true),
  stored('lark', 'Lark', [needed('app_id', 'App id'), secret('app_secret', 'App secret')], true),
  stored('dingtalk', 'DingTalk', [needed('client_id', 'Client id'), secret('client_secret', 'Client secret')]),
  stored('wecom', 'WeCom', [needed('corpid', 'Corp id'), secret('secret', 'Secret'), ...TOKEN_AND_KEY], true),
  stored('wecombot', 'WeCom bot', [needed('Corpid', 'Corp id'), ...TOKEN_AND_KEY], true),
  stored('wecomcs', 'WeCom customer service', [needed('corpid', 'Corp id'), secret('secret', 'Secret')], true),
  stored(
    'officialaccount',
    'WeChat official account',
    [needed('AppID', 'App id'), secret('AppSecret', 'Secret')],
    true,
  ),
  stored('qqofficial', 'QQ official API', [needed('appid', 'App id'), secret('secret', 'Secret')], true),
  stored('aiocqhttp', 'OneBot v11', [field('host', 'Host'), secret('access-token', 'Token', { required: false })]),
  stored('wechatpad', 'WeChatPad', [needed('wechatpad_url', 'URL'), secret('admin_key', 'Admin key')]),
  stored('kook', 'KOOK', [secret('token', 'Token')]),
  stored('satori', 'Satori', [field('host', 'Host'), secret('token', 'Token', { required: false })]),
  stored('matrix', 'Matrix', [needed('homeserver', 'Home server'), secret('access_token', 'Access token')]),
  stored('web_page_bot', 'Web page bot', []),
  stored('openclaw_weixin', 'OpenClaw WeChat', [secret('token', 'Token', { required: false })]),
];

const BY_NAME = new Map(ADAPTERS.map((one) => [one.name, one]));

/** LangBot's debug adapter is found by name and not listed; ours is the debug chat of pipelines. */
const DEBUG = [stored('webchat', 'Web chat', []), stored('websocket', 'WebSocket', [])];

export function findAdapter(name: string): AdapterEntry | undefined {
  return BY_NAME.get(name) ?? DEBUG.find((one) => one.name === name);
}
