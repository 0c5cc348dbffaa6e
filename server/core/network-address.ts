import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const loopback = '127.0.0.1';
/** Bridges and tunnels that container and virtual-machine software makes: real, but no learner can reach them. */
const madeBySoftware = /^(docker|br-|veth|virbr|cni|flannel|podman|lxc|lxd|vmnet|vboxnet)/u;

/** Every address of this machine, loopback included, without zone suffixes. */
export function listOwnAddresses(interfaces: Interfaces = networkInterfaces()): string[] {
  const addresses = Object.values(interfaces).flatMap((infos) => infos ?? []);
  return [...new Set(addresses.map((info) => info.address.replace(/%.*$/u, '')))];
}

/**
 * The address that browsers are told to send media to when the operator names none: the first IPv4
 * address that leads outward, else loopback, where at least the same machine's browser works.
 */
export function findAnnouncedAddress(interfaces: Interfaces = networkInterfaces()): string {
  const outward = Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? [])
      .filter((info) => info.family === 'IPv4' && !info.internal)
      .map((info) => ({ name, ...info })),
  );
  // 169.254.0.0/16 is what an interface gives itself when nothing answers it.
  const [best] = outward.filter(
    (info) => !madeBySoftware.test(info.name) && !info.address.startsWith('169.254.'),
  );
  return (best ?? outward[0])?.address ?? loopback;
}
