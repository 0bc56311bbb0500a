/**
 * One address taken for another: it keeps its scope and its prefix length from run to run, and stays in
 * its subnet's counterpart.
 */
import { type Address, parseAddress, scopeOf } from './addresses.ts';
import { bindSubnet, keepInSubnets } from './subnets.ts';
import type { Clash, Substitution } from './substitution.ts';

/** Takes one address for another, with or without prefix length. */
export function bindAddress(captured: string, printed: string, substitution: Substitution): Clash | undefined {
  if (substitution.printedFor('bound address', captured) === printed) return undefined;
  const [from, to] = [parseAddress(captured), parseAddress(printed)];
  return (
    keepScope(from, to) ??
    (scopeOf(from) === 'fixed' ? undefined : bindInScope(from, to, substitution)) ??
    // Only to find again what has been looked at in full.
    substitution.bind('bound address', captured, printed)
  );
}

function keepScope(from: Address, to: Address): Clash | undefined {
  const scope = scopeOf(from);
  if (scope === 'fixed' && from.text !== to.text) return { kind: 'fixed', of: 'address', text: from.text };
  if (scope !== scopeOf(to)) return { kind: 'fixed', of: `being ${scope} of`, text: from.text };
  if (from.prefix !== to.prefix) return { kind: 'fixed', of: 'prefix length of', text: from.text };
  return undefined;
}

function bindInScope(from: Address, to: Address, substitution: Substitution): Clash | undefined {
  return (
    substitution.bind('address', from.text, to.text) ??
    keepInSubnets(from, to, substitution) ??
    bindSubnet(from, to, substitution)
  );
}
