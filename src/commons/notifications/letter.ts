import type { Language } from '#platform/call';

/** A mail: plain text, and the same as HTML that also old mail programs show. */
export type Letter = { to: string; subject: string; text: string; html: string };

const FOOT = {
  id: 'Email ini dikirim karena kamu punya akun di Lumbung. Atur pemberitahuan di halaman akunmu.',
  en: 'You get this because you have an account at Lumbung. Set your notices on your account page.',
};
const OPEN = { id: 'Buka', en: 'Open' };

export function writeLetter(letter: {
  to: string;
  name: string | null;
  title: string;
  body: string;
  link: string | null;
  language: Language;
}): Letter {
  const { title, body, link, language } = letter;
  const greeting = letter.name ? `${language === 'id' ? 'Halo' : 'Hello'} ${letter.name},` : '';
  const text = [greeting, title, body, link ?? '', FOOT[language]].filter(Boolean).join('\n\n');
  const button = link
    ? `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="background:#2B3A8C;color:#ffffff;padding:12px 20px;border-radius:8px;text-decoration:none;font-weight:700">${OPEN[language]}</a></p>`
    : '';
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;background:#FFFDF8;color:#1F1B16;font:16px/1.5 system-ui,sans-serif"><div style="max-width:520px;margin:0 auto;padding:24px">
<p style="color:#2B3A8C;font-weight:800;font-size:18px;margin:0 0 24px">Lumbung</p>
${greeting ? `<p>${escapeHtml(greeting)}</p>` : ''}<h1 style="font-size:22px;line-height:1.2;margin:0 0 12px">${escapeHtml(title)}</h1><p style="margin:0">${escapeHtml(body)}</p>${button}
<p style="color:#6B6359;font-size:12px;border-top:1px solid #E7E0D5;padding-top:16px;margin-top:32px">${FOOT[language]}</p></div></body></html>`;
  return { to: letter.to, subject: title, text, html };
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
