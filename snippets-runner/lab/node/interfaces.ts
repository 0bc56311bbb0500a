/** Reads what `ip -json -details address show` prints: https://man7.org/linux/man-pages/man8/ip-address.8.html */
import * as z from 'zod';
import type { NodeInterface } from '../../model/lab.ts';

const addresses = z.array(
  z.looseObject({
    ifname: z.string(),
    /** The interface below it. Missing for most kinds, and if that is in another network namespace. */
    link: z.string().optional(),
    linkinfo: z.looseObject({ info_kind: z.string().optional() }).optional(),
    addr_info: z.array(z.looseObject({ family: z.string(), local: z.string().optional(), prefixlen: z.int() })),
  }),
);

/** Returns the interfaces of macvlan and ipvlan. @throws ZodError, SyntaxError if it is not the output of ip */
export function interfacesOf(output: string): readonly NodeInterface[] {
  return addresses.parse(JSON.parse(output)).flatMap(({ ifname, link = '', linkinfo, addr_info }) => {
    const driver = linkinfo?.info_kind;
    if (driver !== 'macvlan' && driver !== 'ipvlan') return [];
    const ipv4 = addr_info.flatMap(({ family, local, prefixlen }) =>
      family === 'inet' && local !== undefined ? [`${local}/${prefixlen}`] : [],
    );
    return [{ name: ifname, driver, parent: link, ipv4 }];
  });
}
