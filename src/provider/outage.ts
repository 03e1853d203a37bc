import type { GatewayErrorName } from './gateway/gateway-error.ts';
import type { ServiceErrorName } from './service/service-error.ts';

/** What a state may break: a part that answers every call with one error. */
export type Outage = {
  gateway: GatewayErrorName | undefined;
  service: ServiceErrorName | undefined;
};

/** Nothing is broken. */
export function createOutage(): Outage {
  return { gateway: undefined, service: undefined };
}
