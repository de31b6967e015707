import type { InputOf, OutputOf } from '#platform/contract';
import type { ParcelQuestion, ParcelQuote, shippingContract } from './contract.ts';
import { ProviderRefused, ProviderUnavailable } from './provider.ts';
import { type OfferedService, presentServices, serviceOfTariff, sizeClassOf } from './quote-rules.ts';
import { tariffsOf } from './seller-tariffs.ts';
import type { ShippingDeps } from './shipping-deps.ts';

/** A price holds this long: from looking at the checkout to paying. */
const QUOTE_TTL_MS = 10 * 60_000;
/** Questions to the provider at the same time. */
const AT_ONCE = 10;

/**
 * Services for each parcel: the seller's own delivery and what the provider offers. A provider that does not answer
 * leaves the seller's own, and the answer says so.
 */
export async function quoteMany(
  deps: ShippingDeps,
  input: InputOf<typeof shippingContract, 'quoteMany'>,
): Promise<OutputOf<typeof shippingContract, 'quoteMany'>> {
  const tariffs = await tariffsOf(
    deps,
    input.parcels.map((parcel) => parcel.sellerId),
  );
  const now = deps.clock.now();
  const parcels: ParcelQuote[] = [];
  for (let start = 0; start < input.parcels.length; start += AT_ONCE) {
    const some = input.parcels.slice(start, start + AT_ONCE);
    parcels.push(
      ...(await Promise.all(
        some.map(async (parcel) => {
          const offered = await askProvider(deps, parcel, input.destination.postalCode);
          const own = (tariffs.get(parcel.sellerId) ?? []).map(serviceOfTariff);
          const services = presentServices([...own, ...(offered ?? [])], parcel, now);
          return { sellerId: parcel.sellerId, services, isProviderDown: offered === null };
        }),
      )),
    );
  }
  return { parcels };
}

/** Null when the provider cannot be asked now; that is not kept. */
async function askProvider(deps: ShippingDeps, parcel: ParcelQuestion, to: string): Promise<OfferedService[] | null> {
  const size = sizeClassOf(parcel);
  const from = parcel.origin.postalCode;
  const key = `shipping:quote:${deps.provider.name}:${from}:${to}:${size.weightGrams}:${size.volumeMm3}`;
  try {
    return await deps.cache.remember(key, QUOTE_TTL_MS, () =>
      deps.provider.quote({
        originPostalCode: from,
        destinationPostalCode: to,
        ...size,
        valueMinor: parcel.valueMinor,
      }),
    );
  } catch (error) {
    if (error instanceof ProviderUnavailable) return null;
    if (!(error instanceof ProviderRefused)) throw error;
    deps.log.error({ err: error, provider: deps.provider.name }, 'the shipping provider refuses our questions');
    return null;
  }
}
