import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stub does with one request: well-behaved, or as endpoints misbehave. */
export type StubAnswer =
  | { readonly kind: 'text'; readonly text: string; readonly finishReason?: string; readonly usage?: unknown }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** 200 with a body that is sent as it is. */
  | { readonly kind: 'raw'; readonly body: string }
  /** 200 with so many bytes of one letter. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** No reply at all, until the client gives up. */
  | { readonly kind: 'hang' }
  /** The connection is reset before a reply. */
  | { readonly kind: 'reset' }
  /** The connection ends in the middle of a body. */
  | { readonly kind: 'cut' };

/** One request as the stub saw it. */
export interface StubRequest {
  /** From 0. */
  readonly number: number;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { role: string; content: string }[];
  } & Readonly<Record<string, unknown>>;
}

export interface StubChatServer {
  /** To be given to a client. */
  readonly baseUrl: string;
  readonly requests: readonly StubRequest[];
  /** Most requests that were under way at once. */
  readonly mostAtOnce: number;
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint on 127.0.0.1 that does what `answer` says. */
export async function stubChatServer(
  answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>,
): Promise<StubChatServer> {
  const requests: StubRequest[] = [];
  let [underWay, mostAtOnce] = [0, 0];
  const handle = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    response.on('close', () => (underWay -= 1));
    const pieces: Buffer[] = [];
    for await (const piece of message) pieces.push(piece as Buffer);
    const body = JSON.parse(Buffer.concat(pieces).toString('utf8')) as StubRequest['body'];
    const request = { number: requests.length, url: message.url ?? '', headers: message.headers, body };
    requests.push(request);
    send(await answer(request), response);
  };
  const server = createServer(
    (message, response) => void handle(message, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(answer: StubAnswer, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' };
  switch (answer.kind) {
    case 'text': {
      const { text, finishReason = 'stop', usage = { prompt_tokens: 100, completion_tokens: 10 } } = answer;
      const choices = [
        { index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason },
      ];
      response.writeHead(200, json).end(JSON.stringify({ object: 'chat.completion', choices, usage }));
      return;
    }
    case 'status':
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
      return;
    case 'raw':
      response.writeHead(200, json).end(answer.body);
      return;
    case 'huge':
      response.writeHead(200, json).end('a'.repeat(answer.bytes));
      return;
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': '1000' });
      response.write('{"choices": [', () => response.destroy());
      return;
    default:
      answer satisfies never;
  }
}
