/** The parts of its page, the first of them shown unless another is asked for. */
export const PIPELINE_TABS = ['settings', 'extensions', 'chat', 'runs'] as const;
export type PipelineTab = (typeof PIPELINE_TABS)[number];
