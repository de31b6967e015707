import type { AssistantMessage } from '@lumbung/kit/api-insight.ts';
import * as m from '#messages';

/** Why an answer is less than it could be. */
export function noticeWord(notice: AssistantMessage['notices'][number]): string {
  const words: Record<AssistantMessage['notices'][number], () => string> = {
    'model-down': m.insight_notice_down,
    'model-over-quota': m.insight_notice_busy,
    'model-slow': m.insight_notice_slow,
    'model-garbage': m.insight_notice_garbage,
    'store-quota-reached': m.insight_notice_quota,
    'claims-removed': m.insight_notice_removed,
    stopped: m.insight_chat_stopped,
  };
  return words[notice]();
}
