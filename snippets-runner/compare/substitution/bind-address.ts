/**
 * Binds a captured address to a printed one. From run to run, an address keeps its scope and its prefix length, and
 * stays in the counterpart of its subnet.
 */
import { type Address, parseAddress, scopeOf } from './addresses.ts';
import { bindSubnet, keepInSubnets } from './subnets.ts';
import type { Clash, Substitution } from './substitution.ts';

/** Binds two addresses, with or without prefix length, or returns why they do not match. */
export function bindAddress(captured: string, printed: string, substitution: Substitution): Clash | undefined {
  if (substitution.printedFor('bound address', captured) === printed) return undefined;
  const [from, to] = [parseAddress(captured), parseAddress(printed)];
  return (
    keepScope(from, to) ??
    (scopeOf(from) === 'fixed' ? undefined : bindInScope(from, to, substitution)) ??
    // Remembers that this pair passed all checks.
    substitution.bind('bound address', captured, printed)
  );
}

function keepScope(from: Address, to: Address): Clash | undefined {
  const scope = scopeOf(from);
  if (scope === 'fixed' && from.text !== to.text) return { kind: 'fixed', of: 'address', text: from.text };
  if (scope !== scopeOf(to)) return { kind: 'fixed', of: `${scope} scope of`, text: from.text };
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
