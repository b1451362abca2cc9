import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stub was asked. */
export interface StubRequest {
  readonly path: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

/** A Hub with one model, on this machine. */
export interface StubHub {
  readonly endpoint: string;
  readonly commit: string;
  readonly requests: StubRequest[];
  close(): Promise<void>;
}

export interface StubOptions {
  /** Content by name; those of `.safetensors` are announced as large files, with SHA-256. */
  readonly files: Readonly<Record<string, Buffer>>;
  readonly repository?: string;
  /** Who does not send it is refused with 401. */
  readonly token?: string;
  /** Connections to cut, after so many bytes of the answer each. */
  readonly cuts?: number[];
  /** Sent in the place of what was announced. */
  readonly sent?: Readonly<Record<string, Buffer>>;
  /** Whether a range is honoured. */
  readonly ranges?: boolean;
  /** Statuses to answer downloads with, before anything else. */
  readonly statuses?: number[];
  /** Changes the entries of the listing. */
  readonly announce?: (entries: Record<string, unknown>[]) => unknown;
}

/** Starts the server on a free port of 127.0.0.1. */
export async function startStubHub(options: StubOptions): Promise<StubHub> {
  const {
    files,
    repository = 'owner/model',
    token,
    cuts = [],
    sent = {},
    ranges = true,
    statuses = [],
  } = options;
  const commit = 'c'.repeat(40);
  const requests: StubRequest[] = [];
  const entries = Object.entries(files).map(([path, content]) => entryOf(path, content));
  const listing = options.announce?.(entries) ?? entries;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    const { range, authorization } = request.headers;
    requests.push({ path: pathname, range, authorization });
    if (token !== undefined && authorization !== `Bearer ${token}`)
      return json(response, 401, { error: 'Unauthorized' });
    if (pathname.startsWith(`/api/models/${repository}/revision/`)) {
      if (!pathname.endsWith('/main') && !pathname.endsWith(commit))
        return json(response, 404, { error: 'Not Found' });
      return json(response, 200, {
        _id: '1',
        id: repository,
        sha: commit,
        lastModified: '2026-01-01T00:00:00.000Z',
      });
    }
    if (pathname.startsWith(`/api/models/${repository}/tree/`)) return json(response, 200, listing);
    const prefix = `/${repository}/resolve/${commit}/`;
    const name = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : '';
    const content = sent[name] ?? files[name];
    if (content === undefined) return json(response, 404, { error: 'Repository not found' });
    const status = statuses.shift();
    if (status !== undefined) return json(response, status, {});
    const start = ranges && range !== undefined ? Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0) : 0;
    const rest = content.subarray(start);
    const partial =
      start > 0 ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': rest.length, ...partial });
    const cut = cuts.shift();
    if (cut === undefined) response.end(rest);
    else response.write(rest.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    commit,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function entryOf(path: string, content: Buffer): Record<string, unknown> {
  const oid = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  const entry = { type: 'file', path, size: content.length, oid };
  if (!path.endsWith('.safetensors')) return entry;
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { ...entry, lfs: { oid: sha256, size: content.length, pointerSize: 130 } };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
