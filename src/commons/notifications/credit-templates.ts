import { formatRupiah } from '#platform/money';
import { day } from './day-words.ts';
import type { Template } from './templates.ts';

type Data = Readonly<Record<string, unknown>>;
const text = (data: Data, key: string): string => String(data[key] ?? '');
const money = (data: Data, key: string): string => formatRupiah(Number(data[key] ?? 0));

/** Before the due date, on it, and after it: what to say changes, the tone does not. No threats, ever (POJK 22/2023). */
function when(data: Data): 'before' | 'today' | 'late' {
  const offset = Number(data.offsetDays ?? 0);
  if (offset < 0) return 'before';
  return offset === 0 ? 'today' : 'late';
}

const REMINDERS = {
  id: {
    before: (d: Data) => `Angsuran pinjaman ${text(d, 'loanNumber')} jatuh tempo ${day(d, 'dueOn', 'id')}`,
    today: (d: Data) => `Angsuran pinjaman ${text(d, 'loanNumber')} jatuh tempo hari ini`,
    late: (d: Data) => `Angsuran pinjaman ${text(d, 'loanNumber')} belum kami terima`,
  },
  en: {
    before: (d: Data) => `The instalment of loan ${text(d, 'loanNumber')} is due on ${day(d, 'dueOn', 'en')}`,
    today: (d: Data) => `The instalment of loan ${text(d, 'loanNumber')} is due today`,
    late: (d: Data) => `We have not received the instalment of loan ${text(d, 'loanNumber')} yet`,
  },
} as const;

const amount = (d: Data): string => money(d, when(d) === 'late' ? 'overdueMinor' : 'openMinor');

/** What borrowers are told about their loans. */
export const CREDIT_TEMPLATES: Readonly<Record<string, Template>> = {
  'loan.reminder': {
    group: 'transaction',
    channels: ['whatsapp'],
    id: (d) => ({
      title: REMINDERS.id[when(d)](d),
      body: `${amount(d)}. Sudah bayar? Abaikan pesan ini. Sedang sulit? Ajukan keringanan dari halaman pinjamanmu.`,
    }),
    en: (d) => ({
      title: REMINDERS.en[when(d)](d),
      body: `${amount(d)}. Paid already? Ignore this. In trouble? Ask for relief on the page of your loan.`,
    }),
  },
  'loan.hardship-granted': {
    group: 'transaction',
    channels: ['email', 'whatsapp'],
    id: (d) => ({
      title: 'Permohonan keringananmu disetujui',
      body: `${text(d, 'note')} Jadwal barumu sudah berlaku.`,
    }),
    en: (d) => ({ title: 'Your request for relief was granted', body: `${text(d, 'note')} Your new schedule holds.` }),
  },
  'loan.hardship-declined': {
    group: 'transaction',
    channels: ['email', 'whatsapp'],
    id: (d) => ({ title: 'Permohonan keringananmu belum bisa disetujui', body: text(d, 'note') }),
    en: (d) => ({ title: 'Your request for relief could not be granted', body: text(d, 'note') }),
  },
};
