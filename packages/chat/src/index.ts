export { chatEndpoint } from './chat-endpoint';
export type { EndpointParts } from './chat-endpoint';
export type { ChatFailure, ChatMessage, ChatModel, ChatReply, ChatRequest, TokenUsage } from './chat-model';
export { endpointOptionsSchema } from './endpoint-options';
export type { EndpointOptions } from './endpoint-options';
export { openJournal } from './journal';
export type { Journal, JournalOptions } from './journal';
export { jsonInText } from './json-in-text';
export { shown } from './read-completion';
