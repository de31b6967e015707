export const WEBHOOK_SOURCES = ['xendit', 'midtrans', 'iris', 'biteship', 'whatsapp'] as const;
export type WebhookSource = (typeof WEBHOOK_SOURCES)[number];

/**
 * `drop`: never sent. `duplicate`: sent twice. `reorder`: kept back until a later webhook of the same source has gone out.
 * `delay`: sent late. `forge`: preceded by the same message under a wrong token or signature.
 */
export const WEBHOOK_EFFECTS = ['drop', 'duplicate', 'reorder', 'delay', 'forge'] as const;
export type WebhookEffect = (typeof WEBHOOK_EFFECTS)[number];

export type WebhookRule = {
  source: WebhookSource;
  effect: WebhookEffect;
  /** Only this event; null for all of the source. */
  event: string | null;
  delayMs: number;
  /** Webhooks still to be hit. */
  times: number;
};

export type WebhookRules = {
  add(rule: WebhookRule): void;
  take(source: WebhookSource, event: string): WebhookRule | undefined;
  waiting(): WebhookRule[];
  clear(): void;
};

export function createWebhookRules(): WebhookRules {
  let rules: WebhookRule[] = [];
  return {
    add: (rule) => void rules.push({ ...rule }),
    take(source, event) {
      const rule = rules.find(
        (candidate) => candidate.source === source && (candidate.event === null || candidate.event === event),
      );
      if (rule === undefined) return undefined;
      rule.times -= 1;
      rules = rules.filter((candidate) => candidate.times > 0);
      return rule;
    },
    waiting: () => rules.map((rule) => ({ ...rule })),
    clear: () => {
      rules = [];
    },
  };
}
