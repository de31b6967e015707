import { ApiProblem } from '@lumbung/kit/api-client.ts';
import type { AssistantMessage } from '@lumbung/kit/api-insight.ts';
import { api, refreshSession } from '#lib/api.ts';
import { readEvents } from '#lib/insight/read-events.ts';
import { type Trouble, troubleOf } from '#lib/trouble.ts';
import { getLocale } from '#locale';

/** One conversation: what was said, and the answer that is coming in. */
export class Conversation {
  messages: AssistantMessage[] = $state.raw([]);
  /** The question that waits for its answer. */
  asked: string | null = $state(null);
  /** The answer as far as it has come. */
  coming = $state('');
  isStopped = $state(false);
  isCut = $state(false);
  trouble: Trouble | null = $state.raw(null);
  error: unknown = $state(null);
  isLoading = $state(false);
  readonly id: string;
  #abort: AbortController | null = null;

  constructor(id: string) {
    this.id = id;
  }

  get isBusy(): boolean {
    return this.asked !== null;
  }

  async load(): Promise<void> {
    this.isLoading = true;
    this.error = null;
    try {
      const messages: AssistantMessage[] = [];
      let cursor: string | undefined;
      do {
        const page = await api('GET /insight/assistant/sessions/{sessionId}/messages', {
          path: { sessionId: this.id },
          query: { limit: 100, cursor },
        });
        messages.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      this.messages = messages;
    } catch (error) {
      this.error = error;
    } finally {
      this.isLoading = false;
    }
  }

  stop(): void {
    this.isStopped = true;
    this.#abort?.abort();
  }

  /** Sends a question and shows its answer word by word. What was kept is read again at the end, also after a cut. */
  async ask(text: string): Promise<boolean> {
    if (this.isBusy) return false;
    this.asked = text;
    this.coming = '';
    this.trouble = null;
    this.isStopped = false;
    this.isCut = false;
    this.#abort = new AbortController();
    let isDone = false;
    try {
      isDone = await this.#follow(text, this.#abort.signal);
      this.isCut = !isDone;
    } catch (error) {
      if (!this.isStopped) this.trouble = troubleOf(error);
    }
    if (this.trouble === null) await this.load();
    this.asked = null;
    this.coming = '';
    return isDone || this.isStopped;
  }

  async #follow(text: string, signal: AbortSignal): Promise<boolean> {
    const response = await this.#send(text, signal);
    for await (const { event, data } of readEvents(response.body ?? new ReadableStream())) {
      if (event === 'text') this.coming += textOf(data);
      // What was told so far does not hold.
      if (event === 'replace') this.coming = '';
      if (event === 'message') return true;
      if (event === 'refusal') throw problemOf(data);
    }
    return false;
  }

  async #send(text: string, signal: AbortSignal, isSecond = false): Promise<Response> {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream', 'accept-language': getLocale() };
    const response = await fetch(`/api/v1/insight/assistant/sessions/${this.id}/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ text }),
      signal,
    }).catch((cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ApiProblem({ status: 503, code: 'network.unreachable' });
    });
    if (response.ok) return response;
    if (response.status === 401 && !isSecond && (await refreshSession())) return this.#send(text, signal, true);
    throw problemOf(await response.json().catch(() => null), response.status);
  }
}

function textOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'text' in data && typeof data.text === 'string' ? data.text : '';
}

function problemOf(data: unknown, status = 500): ApiProblem {
  const fields = typeof data === 'object' && data !== null ? data : {};
  const code = 'code' in fields && typeof fields.code === 'string' ? fields.code : `http.${status}`;
  const detail = 'detail' in fields && typeof fields.detail === 'string' ? fields.detail : undefined;
  return new ApiProblem({ status, code, ...(detail ? { detail } : {}) });
}
