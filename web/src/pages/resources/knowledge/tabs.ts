/** The parts of its page, the first of them shown unless another is asked for. */
export const BASE_TABS = ['files', 'retrieval', 'settings'] as const;
export type BaseTab = (typeof BASE_TABS)[number];
