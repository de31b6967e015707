import { identityContract } from '#commons/identity';
import { on, type Reaction } from '#platform/events';
import { erasePayer } from './intents/payment-queries.ts';

/**
 * Takes name and refund account off the payments of a person who asked to be erased (UU 27/2022). Amounts, moments and
 * ids stay: tax and accounting law want them for ten years.
 */
export function onUserErased(): Reaction {
  return on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(erasePayer(event.payload.userId)) });
}
