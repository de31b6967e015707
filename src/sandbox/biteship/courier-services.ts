/** The couriers and services that the twin offers. Codes as seen at Biteship; the prices are ours. */
export type ServiceKind = 'regular' | 'express' | 'economy' | 'cargo' | 'instant' | 'same_day';

export type CourierService = {
  courierCode: string;
  courierName: string;
  serviceCode: string;
  serviceName: string;
  kind: ServiceKind;
  description: string;
  /** Against the middle of the market, in percent. */
  pricePercent: number;
  hasCashOnDelivery: boolean;
};

type Row = [
  courierCode: string,
  courierName: string,
  serviceCode: string,
  serviceName: string,
  kind: ServiceKind,
  pricePercent: number,
  cod?: 'cod',
];

const ROWS: readonly Row[] = [
  ['jne', 'JNE', 'reg', 'Reguler', 'regular', 100, 'cod'],
  ['jne', 'JNE', 'oke', 'OKE', 'economy', 100],
  ['jne', 'JNE', 'yes', 'YES', 'express', 105],
  ['jne', 'JNE', 'jtr', 'JTR Cargo', 'cargo', 100],
  ['jnt', 'J&T', 'ez', 'EZ', 'regular', 104, 'cod'],
  ['sicepat', 'SiCepat', 'reg', 'Reguler', 'regular', 96, 'cod'],
  ['sicepat', 'SiCepat', 'best', 'Besok Sampai Tujuan', 'express', 98],
  ['sicepat', 'SiCepat', 'gokil', 'Cargo', 'cargo', 94],
  ['anteraja', 'AnterAja', 'reg', 'Reguler', 'regular', 92, 'cod'],
  ['anteraja', 'AnterAja', 'next_day', 'Next Day', 'express', 95],
  ['anteraja', 'AnterAja', 'same_day', 'Same Day', 'same_day', 95],
  ['pos', 'Pos Indonesia', 'reguler', 'Pos Reguler', 'regular', 90],
  ['pos', 'Pos Indonesia', 'ekonomi', 'Pos Ekonomi', 'economy', 92],
  ['tiki', 'TIKI', 'reg', 'Reguler', 'regular', 101],
  ['tiki', 'TIKI', 'ons', 'Over Night Service', 'express', 102],
  ['tiki', 'TIKI', 'eko', 'Ekonomi', 'economy', 98],
  ['ninja', 'Ninja Xpress', 'standard', 'Standard', 'regular', 99, 'cod'],
  ['lion', 'Lion Parcel', 'reg_pack', 'REGPACK', 'regular', 91],
  ['lion', 'Lion Parcel', 'jago_pack', 'JAGOPACK', 'economy', 90],
  ['lion', 'Lion Parcel', 'big_pack', 'BIGPACK', 'cargo', 92],
  ['idexpress', 'ID Express', 'reg', 'Standard', 'regular', 93, 'cod'],
  ['sap', 'SAP Express', 'reg', 'Reguler', 'regular', 97, 'cod'],
  ['wahana', 'Wahana', 'normal', 'Normal', 'economy', 86],
  ['paxel', 'Paxel', 'same_day', 'Same Day', 'same_day', 104],
  ['gojek', 'GoSend', 'instant', 'Instant', 'instant', 100],
  ['gojek', 'GoSend', 'same_day', 'Same Day', 'same_day', 100],
  ['grab', 'GrabExpress', 'instant', 'Instant', 'instant', 98],
  ['grab', 'GrabExpress', 'same_day', 'Same Day', 'same_day', 97],
  ['lalamove', 'Lalamove', 'motorcycle', 'Motorcycle', 'instant', 95],
  ['borzo', 'Borzo', 'instant_bike', 'Instant Bike', 'instant', 92],
  ['deliveree', 'Deliveree', 'small_van', 'Small Van', 'cargo', 130],
];

const DESCRIPTIONS: Record<ServiceKind, string> = {
  regular: 'Layanan reguler',
  express: 'Sampai esok hari',
  economy: 'Layanan hemat',
  cargo: 'Kargo, mulai 10 kg',
  instant: 'Sampai dalam beberapa jam',
  same_day: 'Sampai hari ini',
};

export const COURIER_SERVICES: readonly CourierService[] = ROWS.map(
  ([courierCode, courierName, serviceCode, serviceName, kind, pricePercent, cod]) => ({
    courierCode,
    courierName,
    serviceCode,
    serviceName,
    kind,
    description: DESCRIPTIONS[kind],
    pricePercent,
    hasCashOnDelivery: cod === 'cod',
  }),
);

/** What Biteship calls the kinds in `service_type` and `shipping_type`. */
export function wireKind(kind: ServiceKind): { service_type: string; shipping_type: string } {
  const service = {
    regular: 'standard',
    express: 'overnight',
    economy: 'economy',
    cargo: 'standard',
    instant: 'instant',
    same_day: 'same_day',
  }[kind];
  return { service_type: service, shipping_type: kind === 'cargo' ? 'freight' : 'parcel' };
}
