import { words, type SettingGroup } from './setting.js';
import { stored, TRIGGER } from './stored-groups.js';

const DAY_SECONDS = 86_400;

const SAFETY: SettingGroup = {
  name: 'safety',
  label: words('Safety', '安全控制'),
  stages: [
    {
      name: 'content-filter',
      label: words('Content Filter', '内容过滤'),
      settings: stored(
        ['scope', 'Scope', '检查范围', 'string', 'all'],
        ['check-sensitive-words', 'Check Sensitive Words', '检查敏感词', 'boolean', true],
      ),
    },
    {
      name: 'rate-limit',
      label: words('Rate Limit', '速率限制'),
      settings: [
        {
          name: 'window-length',
          label: words('Window Length', '窗口长度'),
          description: words('In seconds; each session has windows of its own.', '以秒为单位；每个会话有各自的窗口。'),
          type: 'integer',
          default: 60,
          isSupported: true,
          min: 1,
          max: DAY_SECONDS,
        },
        {
          name: 'limitation',
          label: words('Limitation', '限制次数'),
          description: words('How many runs a session may have in a window.', '每个会话在一个窗口内的最大运行次数。'),
          type: 'integer',
          default: 60,
          isSupported: true,
          min: 1,
          max: 1_000_000,
        },
        {
          name: 'strategy',
          label: words('Strategy', '策略'),
          description: words(
            'What happens beyond that: the run is refused, or waits for the next window, two minutes at most.',
            '超出限制时：拒绝，或等待下一个窗口（最长两分钟）。',
          ),
          type: 'select',
          default: 'drop',
          isSupported: true,
          options: [
            { name: 'drop', label: words('Drop', '丢弃') },
            { name: 'wait', label: words('Wait', '等待') },
          ],
        },
      ],
    },
  ],
};

const AI: SettingGroup = {
  name: 'ai',
  label: words('AI', 'AI 能力'),
  stages: [
    {
      name: 'runner',
      label: words('Runner', '运行器'),
      settings: [
        {
          name: 'runner',
          label: words('Runner', '运行器'),
          description: words(
            'Others than local-agent can be stored; running them is refused.',
            '可以保存其他运行器，但只能运行内置 Agent。',
          ),
          type: 'string',
          default: 'local-agent',
          isSupported: true,
          options: [{ name: 'local-agent', label: words('Local Agent', '内置 Agent') }],
        },
        {
          name: 'expire-time',
          label: words('Conversation Expiry', '会话过期时间'),
          description: words(
            'A conversation that was silent for so many seconds begins anew; 0: never.',
            '会话静默超过该秒数后重新开始；0 表示永不过期。',
          ),
          type: 'integer',
          default: 0,
          isSupported: true,
          min: 0,
          max: 365 * DAY_SECONDS,
        },
      ],
    },
    {
      name: 'local-agent',
      label: words('Local Agent', '内置 Agent'),
      settings: [
        {
          name: 'model',
          label: words('Model', '模型'),
          description: words(
            'The uuid of a model, a name, name@Factory or an alias; empty for the default. Fallbacks are asked in their order, as long as nothing was said.',
            '模型的 uuid、名称、name@Factory 或别名；留空则使用默认模型。尚未输出内容时按顺序尝试备用模型。',
          ),
          type: 'model-fallback-selector',
          default: { primary: '', fallbacks: [] },
          isSupported: true,
        },
        {
          name: 'max-round',
          label: words('Max Round', '最大回合数'),
          description: words(
            'How many earlier questions and answers the model sees; 200 are kept.',
            '模型可见的历史回合数；最多保留 200 个。',
          ),
          type: 'integer',
          default: 10,
          isSupported: true,
          min: 0,
          max: 1000,
        },
        {
          name: 'prompt',
          label: words('Prompt', '提示词'),
          description: words('What stands before every conversation.', '每个会话开头的提示词。'),
          type: 'prompt-editor',
          default: [{ role: 'system', content: 'You are a helpful assistant.' }],
          isSupported: true,
        },
        {
          name: 'knowledge-bases',
          label: words('Knowledge Bases', '知识库'),
          description: words('Where passages that bear on the question come from.', '检索与问题相关内容的知识库。'),
          type: 'knowledge-base-multi-selector',
          default: [],
          isSupported: true,
        },
        {
          name: 'rerank-model',
          label: words('Rerank Model', '重排模型'),
          description: words('Puts the best passages in front; empty for none.', '对检索结果重新排序；留空则不使用。'),
          type: 'rerank-model-selector',
          default: '',
          isSupported: true,
        },
        {
          name: 'rerank-top-k',
          label: words('Rerank Top K', '重排保留数量'),
          description: words('How many passages are left then.', '重排后保留的数量。'),
          type: 'integer',
          default: 5,
          isSupported: true,
          min: 1,
          max: 50,
        },
      ],
    },
  ],
};

const OUTPUT: SettingGroup = {
  name: 'output',
  label: words('Output', '输出处理'),
  stages: [
    {
      name: 'long-text-processing',
      label: words('Long Text Processing', '长文本处理'),
      settings: stored(
        ['threshold', 'Threshold', '阈值', 'integer', 1000],
        ['strategy', 'Strategy', '策略', 'string', 'none'],
        ['font-path', 'Font Path', '字体路径', 'string', ''],
      ),
    },
    {
      name: 'force-delay',
      label: words('Force Delay', '强制延迟'),
      settings: stored(['min', 'Min Seconds', '最小秒数', 'float', 0], ['max', 'Max Seconds', '最大秒数', 'float', 0]),
    },
    {
      name: 'misc',
      label: words('Misc', '杂项'),
      settings: [
        {
          name: 'exception-handling',
          label: words('Exception Handling', '异常处理'),
          description: words(
            'What a bot says when a run fails: the hint, the error itself, or nothing.',
            '运行失败时机器人的回复：提示、错误信息，或不回复。',
          ),
          type: 'select',
          default: 'show-hint',
          isSupported: true,
          options: [
            { name: 'show-hint', label: words('Show Hint', '显示提示') },
            { name: 'show-error', label: words('Show Error', '显示错误') },
            { name: 'hide', label: words('Hide', '隐藏') },
          ],
        },
        {
          name: 'failure-hint',
          label: words('Failure Hint', '失败提示'),
          description: words('The hint.', '提示内容。'),
          type: 'string',
          default: 'Request failed.',
          isSupported: true,
        },
        {
          name: 'track-function-calls',
          label: words('Track Function Calls', '跟踪函数调用'),
          description: words('Says in the answer which tools are called.', '在回复中说明调用了哪些工具。'),
          type: 'boolean',
          default: false,
          isSupported: true,
        },
        {
          name: 'remove-think',
          label: words('Remove Thinking', '删除思维链'),
          description: words('Leaves out what a model lets be seen of its thinking.', '不输出模型的思考过程。'),
          type: 'boolean',
          default: false,
          isSupported: true,
        },
        ...stored(
          ['at-sender', 'At Sender', '@ 发送者', 'boolean', false],
          ['quote-origin', 'Quote Origin', '引用原消息', 'boolean', false],
        ),
      ],
    },
  ],
};

/** All settings that are known; whatever else a configuration holds is kept as it is. */
export const SETTING_GROUPS: readonly SettingGroup[] = [TRIGGER, SAFETY, AI, OUTPUT];
