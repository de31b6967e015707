import type { Twins } from '../start-sandbox.ts';

export type OneTimeCode = { code: string; channel: 'whatsapp' | 'mail'; to: string; about: string; sentAt: string };

const MOST_LOOKED_AT = 50;
const NEAR_A_WORD =
  /(?:kode|code|otp|pin|verifikasi|verification)[^0-9]{0,80}?\b(\d{4,8})\b|\b(\d{4,8})\b[^0-9]{0,40}?(?:kode|code|otp)/i;

/** One-time codes found in messages and mails, newest first. */
export async function readCodes(twins: Pick<Twins, 'whatsapp' | 'mail'>): Promise<OneTimeCode[]> {
  const messages = twins.whatsapp.desk.messages.newest(MOST_LOOKED_AT).flatMap((message): OneTimeCode[] => {
    const code = message.code ?? codeIn(message.text);
    return code === undefined
      ? []
      : [{ code, channel: 'whatsapp', to: message.to, about: message.text, sentAt: message.sentAt }];
  });
  const mails = await Promise.all(
    twins.mail.mails.newest(MOST_LOOKED_AT).map(async (mail): Promise<OneTimeCode[]> => {
      const { subject, text, html, to, receivedAt } = await twins.mail.read(mail);
      const code =
        codeIn(subject) ??
        codeIn(text === '' ? (html ?? '').replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ') : text);
      return code === undefined ? [] : [{ code, channel: 'mail', to: to[0] ?? '', about: subject, sentAt: receivedAt }];
    }),
  );
  return [...messages, ...mails.flat()].sort((one, other) => other.sentAt.localeCompare(one.sentAt));
}

function codeIn(text: string): string | undefined {
  const match = NEAR_A_WORD.exec(text);
  return match?.[1] ?? match?.[2];
}
