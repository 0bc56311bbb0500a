/** Arithmetic of IPv4 subnets. */

/** Returns whether an address is in a subnet such as `10.0.0.0/24`. */
export function isIn(address: string, subnet: string | undefined): boolean {
  const [base, bits] = numbersOf(subnet ?? '') ?? [];
  const [own] = numbersOf(`${address}/32`) ?? [];
  if (base === undefined || bits === undefined || own === undefined) return false;
  return Math.floor(own / 2 ** (32 - bits)) === Math.floor(base / 2 ** (32 - bits));
}

/** Returns the subnet of an address such as `10.99.0.1/24`. Undefined if it is none. */
export function subnetOf(address: string): string | undefined {
  const [own, bits] = numbersOf(address) ?? [];
  if (own === undefined || bits === undefined) return undefined;
  const base = Math.floor(own / 2 ** (32 - bits)) * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`;
}

function numbersOf(text: string): readonly [address: number, bits: number] | undefined {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/u.exec(text) ?? [];
  if (parts.length === 0 || parts.slice(0, 4).some((part) => Number(part) > 255)) return undefined;
  const [bits, ...bytes] = [Number(parts[4]), ...parts.slice(0, 4).map(Number)];
  return bits > 32 ? undefined : [bytes.reduce((sum, byte) => sum * 256 + byte, 0), bits];
}
