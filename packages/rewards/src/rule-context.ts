import type { ChatModel, EndpointOptions } from '@stepgrpo/chat';

/** What a rule may get from the outside, beyond its options. Rules that need none of it never see it. */
export interface RuleContext {
  /** Variables by name: keys of endpoints are looked up here. Empty when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Makes the model of an endpoint; `chatEndpoint` when absent. */
  readonly openChat?: (options: EndpointOptions, apiKey: string | undefined) => ChatModel;
}
