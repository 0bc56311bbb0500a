/** The way of a packet through the network of a page. */
import type { Capture } from '../../snippets-runner/tutorial/capture/capture.ts';
import { type PacketPath, packetPath } from '../../snippets-runner/tutorial/packet-path/packet-path.ts';

/** Returns the way, or what keeps the capture from showing it. @param of ids of snippets */
export function packetWayOf(
  capture: Capture,
  of: readonly string[],
): { readonly path: PacketPath } | { readonly fault: string } {
  const result = packetPath(capture, of);
  return 'path' in result ? result : { fault: result.faults.map(({ message }) => message).join('; ') };
}
