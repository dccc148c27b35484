import { words, type Setting, type SettingGroup, type SettingType } from './setting.js';

type Row = readonly [name: string, english: string, chinese: string, type: SettingType, byDefault: unknown];

/** Settings that LangBot's clients send and nothing here acts on. */
export function stored(...rows: readonly Row[]): readonly Setting[] {
  return rows.map(([name, english, chinese, type, byDefault]) => ({
    name,
    label: words(english, chinese),
    type,
    default: byDefault,
    isSupported: false,
  }));
}

/** When LangBot's bots answer in groups: there are no groups of chat platforms here. */
export const TRIGGER: SettingGroup = {
  name: 'trigger',
  label: words('Trigger', '触发条件'),
  stages: [
    {
      name: 'group-respond-rules',
      label: words('Group Respond Rules', '群响应规则'),
      settings: stored(
        ['at', 'At', '响应 @ 消息', 'boolean', true],
        ['prefix', 'Prefix', '前缀', 'array[string]', []],
        ['regexp', 'Regexp', '正则表达式', 'array[string]', []],
        ['random', 'Random', '随机响应概率', 'float', 0],
      ),
    },
    {
      name: 'access-control',
      label: words('Access Control', '访问控制'),
      settings: stored(
        ['mode', 'Mode', '模式', 'string', 'blacklist'],
        ['blacklist', 'Blacklist', '黑名单', 'array[string]', []],
        ['whitelist', 'Whitelist', '白名单', 'array[string]', []],
      ),
    },
    {
      name: 'ignore-rules',
      label: words('Ignore Rules', '消息忽略规则'),
      settings: stored(
        ['prefix', 'Prefix', '前缀', 'array[string]', []],
        ['regexp', 'Regexp', '正则表达式', 'array[string]', []],
      ),
    },
    {
      name: 'message-aggregation',
      label: words('Message Aggregation', '消息聚合'),
      settings: stored(
        ['enabled', 'Enabled', '启用', 'boolean', false],
        ['delay', 'Delay (seconds)', '延迟（秒）', 'float', 1.5],
      ),
    },
    {
      name: 'misc',
      label: words('Misc', '杂项'),
      settings: stored(['combine-quote-message', 'Combine Quote Message', '合并引用消息', 'boolean', true]),
    },
  ],
};
