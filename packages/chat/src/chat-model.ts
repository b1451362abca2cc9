/** One turn of a conversation. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What a model is asked. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Longest reply, in tokens of the model. */
  readonly maxTokens: number;
  /** 0 when absent: the likeliest reply. */
  readonly temperature?: number;
  readonly signal?: AbortSignal;
}

/** Tokens that were paid for, as the endpoint counts them. */
export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/**
 * Why there is no reply: the endpoint will not serve this request however often it is asked (`refused`), could not be
 * reached or was too busy (`unreachable`), said something that is no reply (`unreadable`), or we stopped (`aborted`).
 */
export type ChatFailure = 'refused' | 'unreachable' | 'unreadable' | 'aborted';

/** What came back. Text from a model is hostile until it is validated: it may be cut, nonsense, or written to deceive. */
export type ChatReply =
  | {
      readonly kind: 'reply';
      readonly text: string;
      /** Whether the model ran into its length limit. */
      readonly cut: boolean;
      /** Null where the endpoint does not say. */
      readonly usage: TokenUsage | null;
    }
  | { readonly kind: 'failed'; readonly failure: ChatFailure; readonly reason: string };

/** A language model that can be asked. Never throws: an endpoint that fails is data. */
export interface ChatModel {
  /** The model's name at its endpoint. */
  readonly name: string;
  complete(request: ChatRequest): Promise<ChatReply>;
}
