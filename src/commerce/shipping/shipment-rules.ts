import type { ShipmentStatus } from './contract.ts';

const ENDS: readonly ShipmentStatus[] = ['delivered', 'returned', 'failed'];
/** The usual way of a parcel. */
const ROAD: readonly ShipmentStatus[] = ['ready_to_ship', 'pickup', 'in_transit', 'out_for_delivery', 'delivered'];

/**
 * The status after the provider has told us one. Two questions to the provider may answer in the wrong order, so a parcel
 * never goes back on its road, and an end is an end; what lies beside the road (held up, going back) is believed.
 */
export function nextStatus(current: ShipmentStatus, told: ShipmentStatus): ShipmentStatus {
  if (ENDS.includes(current)) return current;
  if (current === 'returning') return ENDS.includes(told) ? told : current;
  if (ROAD.includes(current) && ROAD.includes(told)) return ROAD.indexOf(told) > ROAD.indexOf(current) ? told : current;
  return told;
}

export function isEnd(status: ShipmentStatus): boolean {
  return ENDS.includes(status);
}
