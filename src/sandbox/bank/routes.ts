import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { bankOf } from '../world/bank-accounts.ts';
import { checked } from '../world/checked.ts';
import { cutOff, installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { badFormat, describeSnapFault, installSnapErrors, SnapError } from './errors.ts';
import { createGate, type Gate } from './gate.ts';
import {
  checkAccount,
  createTransferDesk,
  HOUSE_BANK,
  referenceNo,
  type Transfer,
  type TransferDesk,
  type TransferStatus,
} from './transfers.ts';

export type Bank = { desk: TransferDesk; gate: Gate; routes: (app: FastifyInstance) => Promise<void> };

/** A bank by the national standard SNAP BI: token, name inquiry, transfer, balance, statement. Mounted under `/bank`. */
export function createBank(world: World): Bank {
  const desk = createTransferDesk(world);
  const gate = createGate(world);
  return {
    desk,
    gate,
    async routes(app) {
      installSnapErrors(app, world.log);
      installFaults(app, { faults: world.faults, provider: 'bank', describe: describeSnapFault });
      await app.register(async (open) => gate.tokenRoute(open), { prefix: '/v1.0' });
      await app.register(
        async (guarded) => {
          gate.guard(guarded);
          inquiryRoutes(guarded, world);
          transferRoutes(guarded, desk);
          accountRoutes(guarded, world, desk);
        },
        { prefix: '/v1.0' },
      );
    },
  };
}

const AccountNo = Type.String({ pattern: '^[0-9]{1,34}$' });
const Reference = Type.String({ minLength: 1, maxLength: 64 });
const Amount = Type.Object({ value: Type.String({ pattern: '^[0-9]{1,16}[.]00$' }), currency: Type.Literal('IDR') });

const checkInternal = checked(
  Type.Object({ partnerReferenceNo: Type.Optional(Reference), beneficiaryAccountNo: AccountNo }),
);
const checkExternal = checked(
  Type.Object({
    partnerReferenceNo: Type.Optional(Reference),
    beneficiaryBankCode: Type.String({ minLength: 1, maxLength: 8 }),
    beneficiaryAccountNo: AccountNo,
  }),
);

function inquiryRoutes(app: FastifyInstance, world: World): void {
  app.post('/account-inquiry-internal', async (request) => {
    const { partnerReferenceNo, beneficiaryAccountNo } = checkInternal(request.body);
    const beneficiaryAccountName = await checkAccount(world, { beneficiaryBankCode: HOUSE_BANK, beneficiaryAccountNo });
    return {
      ...successful('15'),
      referenceNo: referenceNo(world),
      partnerReferenceNo,
      beneficiaryAccountName,
      beneficiaryAccountNo,
      beneficiaryAccountStatus: 'Rekening Aktif',
      currency: 'IDR',
    };
  });
  app.post('/account-inquiry-external', async (request) => {
    const { partnerReferenceNo, beneficiaryAccountNo, beneficiaryBankCode } = checkExternal(request.body);
    const bank = knownBank(beneficiaryBankCode);
    const beneficiaryAccountName = await checkAccount(world, { beneficiaryBankCode, beneficiaryAccountNo });
    return {
      ...successful('16'),
      referenceNo: referenceNo(world),
      partnerReferenceNo,
      beneficiaryAccountName,
      beneficiaryAccountNo,
      beneficiaryBankCode,
      beneficiaryBankName: bank.name,
      currency: 'IDR',
    };
  });
}

const transferFields = {
  partnerReferenceNo: Reference,
  amount: Amount,
  beneficiaryAccountNo: AccountNo,
  beneficiaryAccountName: Type.Optional(Type.String({ maxLength: 100 })),
  beneficiaryEmail: Type.Optional(Type.String({ maxLength: 50 })),
  sourceAccountNo: Type.String({ pattern: '^[0-9]{5,19}$' }),
  transactionDate: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' }),
};
const checkIntrabank = checked(Type.Object(transferFields));
const checkInterbank = checked(
  Type.Object({
    ...transferFields,
    beneficiaryAccountName: Type.String({ minLength: 1, maxLength: 100 }),
    beneficiaryBankCode: Type.String({ minLength: 1, maxLength: 8 }),
  }),
);
const checkStatus = checked(
  Type.Object({
    originalPartnerReferenceNo: Reference,
    originalReferenceNo: Type.Optional(Reference),
    serviceCode: Type.Enum(['17', '18']),
  }),
);

function transferRoutes(app: FastifyInstance, desk: TransferDesk): void {
  app.post('/transfer-intrabank', async (request, reply) => {
    const body = { ...checkIntrabank(request.body), beneficiaryBankCode: HOUSE_BANK };
    return answerTransfer(desk, { body, serviceCode: '17' }, { request, reply });
  });
  app.post('/transfer-interbank', async (request, reply) => {
    const body = checkInterbank(request.body);
    knownBank(body.beneficiaryBankCode);
    return answerTransfer(desk, { body, serviceCode: '18' }, { request, reply });
  });
  app.post('/transfer/status', async (request) => {
    const body = checkStatus(request.body);
    const transfer = desk.find(body.originalPartnerReferenceNo);
    if (transfer === undefined || transfer.serviceCode !== body.serviceCode) {
      throw new SnapError(404, '01', 'Transaction Not Found');
    }
    return { ...successful('36'), ...wireStatus(transfer) };
  });
}

type TransferBody = ReturnType<typeof checkIntrabank> & { beneficiaryBankCode: string };

async function answerTransfer(
  desk: TransferDesk,
  { body, serviceCode }: { body: TransferBody; serviceCode: '17' | '18' },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<unknown> {
  const { partnerReferenceNo, sourceAccountNo, beneficiaryAccountNo, beneficiaryBankCode, transactionDate, amount } =
    body;
  const { transfer, isAnswerLost } = await desk.transfer({
    partnerReferenceNo,
    serviceCode,
    amountMinor: minorOf(amount.value),
    sourceAccountNo,
    beneficiaryAccountNo,
    beneficiaryBankCode,
    beneficiaryAccountName: body.beneficiaryAccountName ?? '',
  });
  if (isAnswerLost) return cutOff(request, reply);
  const isPending = transfer.status === '03';
  reply.code(isPending ? 202 : 200);
  const pending = { responseCode: `202${serviceCode}00`, responseMessage: 'Request In Progress' };
  return {
    ...(isPending ? pending : successful(serviceCode)),
    referenceNo: transfer.id,
    partnerReferenceNo,
    amount,
    beneficiaryAccountNo,
    beneficiaryBankCode,
    sourceAccountNo,
    transactionDate,
  };
}

function wireStatus(transfer: Transfer): Record<string, unknown> {
  return {
    originalReferenceNo: transfer.id,
    originalPartnerReferenceNo: transfer.partnerReferenceNo,
    serviceCode: transfer.serviceCode,
    transactionDate: transfer.createdAt,
    amount: wireMoney(transfer.amountMinor),
    beneficiaryAccountNo: transfer.beneficiaryAccountNo,
    beneficiaryBankCode: transfer.beneficiaryBankCode,
    sourceAccountNo: transfer.sourceAccountNo,
    latestTransactionStatus: transfer.status,
    transactionStatusDesc: STATUS_WORDS[transfer.status],
  };
}

const STATUS_WORDS: Record<TransferStatus, string> = {
  '00': 'Success',
  '03': 'Pending',
  '04': 'Refunded',
  '06': 'Failed',
};

const checkBalance = checked(Type.Object({ partnerReferenceNo: Type.Optional(Reference), accountNo: AccountNo }));
const checkStatement = checked(
  Type.Object({
    partnerReferenceNo: Type.Optional(Reference),
    accountNo: AccountNo,
    fromDateTime: Type.String(),
    toDateTime: Type.String(),
  }),
);

function accountRoutes(app: FastifyInstance, world: World, desk: TransferDesk): void {
  app.post('/balance-inquiry', async (request) => {
    const { accountNo, partnerReferenceNo } = checkBalance(request.body);
    const money = wireMoney(desk.balanceMinor(accountNo));
    const nothing = wireMoney(0);
    const info = {
      balanceType: 'Cash',
      amount: money,
      floatAmount: nothing,
      holdAmount: nothing,
      availableBalance: money,
      ledgerBalance: money,
      currentMultilateralLimit: nothing,
      registrationStatusCode: '0001',
      status: '0001',
    };
    return {
      ...successful('11'),
      referenceNo: referenceNo(world),
      partnerReferenceNo,
      accountNo,
      name: world.merchant.name,
      accountInfos: [info],
    };
  });
  app.post('/bank-statement', async (request) => {
    const body = checkStatement(request.body);
    const fromMs = Date.parse(body.fromDateTime);
    const toMs = Date.parse(body.toDateTime);
    if (Number.isNaN(fromMs)) throw badFormat('fromDateTime');
    if (Number.isNaN(toMs) || toMs < fromMs) throw badFormat('toDateTime');
    return {
      ...successful('14'),
      referenceNo: referenceNo(world),
      partnerReferenceNo: body.partnerReferenceNo,
      ...statementOf(desk, body.accountNo, { fromMs, toMs }),
    };
  });
}

function statementOf(
  desk: TransferDesk,
  accountNo: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Record<string, unknown> {
  const entries = desk.entries(accountNo, fromMs, toMs);
  const later = desk.entries(accountNo, toMs + 1, Number.MAX_SAFE_INTEGER);
  const sum = (kind: 'CREDIT' | 'DEBIT', among: typeof entries) =>
    among.reduce((total, entry) => total + (entry.kind === kind ? entry.amountMinor : 0), 0);
  const endingMinor = desk.balanceMinor(accountNo) - sum('CREDIT', later) + sum('DEBIT', later);
  const startingMinor = endingMinor - sum('CREDIT', entries) + sum('DEBIT', entries);
  const total = (kind: 'CREDIT' | 'DEBIT') => ({
    numberOfEntries: String(entries.filter((entry) => entry.kind === kind).length),
    amount: wireMoney(sum(kind, entries)),
  });
  return {
    accountNo,
    balance: [
      {
        amount: { ...wireMoney(endingMinor), dateTime: new Date(toMs).toISOString() },
        startingBalance: wireMoney(startingMinor),
        endingBalance: wireMoney(endingMinor),
      },
    ],
    totalCreditEntries: total('CREDIT'),
    totalDebitEntries: total('DEBIT'),
    hasMore: 'N',
    detailData: entries.map((entry) => ({
      transactionId: entry.id,
      transactionDate: entry.at,
      amount: wireMoney(entry.amountMinor),
      type: entry.kind,
      remark: entry.remark,
      transactionDetailStatus: 'SUCCESS',
    })),
  };
}

function successful(service: string): { responseCode: string; responseMessage: string } {
  return { responseCode: `200${service}00`, responseMessage: 'Successful' };
}

function knownBank(code: string): { name: string } {
  const bank = bankOf(code);
  if (bank === undefined) throw new SnapError(404, '03', 'Bank Not Supported By Switch');
  return bank;
}

/** `"10000.00"`, two decimals, as a string. */
export function wireMoney(minor: number): { value: string; currency: 'IDR' } {
  return { value: `${minor}.00`, currency: 'IDR' };
}

function minorOf(value: string): number {
  const minor = Number(value.slice(0, -3));
  if (!Number.isSafeInteger(minor) || minor <= 0) throw badFormat('amount.value');
  return minor;
}
