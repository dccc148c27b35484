/** The parts of its page, the first of them shown unless another is asked for. */
export const BOT_TABS = ['settings', 'logs', 'message', 'embed'] as const;
export type BotTab = (typeof BOT_TABS)[number];
