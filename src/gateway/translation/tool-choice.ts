import type { ToolChoice, ToolDefinition } from '../../providers/calls/chat-call.js';
import type { RequestField } from './request-field.js';

/** The choice, if there is something to choose. */
export function demandToolChoice(
  field: RequestField,
  choice: ToolChoice,
  tools: readonly ToolDefinition[],
): ToolChoice {
  if (choice === 'required' && tools.length === 0) throw field.broken('must be left out when there are no tools');
  if (typeof choice === 'object' && !tools.some(({ name }) => name === choice.name)) {
    throw field.broken('must be the name of one of the tools');
  }
  return choice;
}
