import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { findAnnouncedAddress, listOwnAddresses } from './network-address.ts';

function ipv4(address: string, internal = false): NetworkInterfaceInfo {
  return {
    address,
    netmask: '255.255.255.0',
    family: 'IPv4',
    mac: '00:00:00:00:00:00',
    internal,
    cidr: `${address}/24`,
  };
}

const lo = [ipv4('127.0.0.1', true)];

describe('findAnnouncedAddress', () => {
  test('takes the first IPv4 address that leads outward', () => {
    expect(findAnnouncedAddress({ lo, eth0: [ipv4('198.51.100.7')], wlan0: [ipv4('192.0.2.9')] })).toBe(
      '198.51.100.7',
    );
  });

  test('prefers a real interface to a bridge of container software', () => {
    expect(findAnnouncedAddress({ lo, docker0: [ipv4('172.17.0.1')], eth0: [ipv4('198.51.100.7')] })).toBe(
      '198.51.100.7',
    );
  });

  test('prefers an address that was given to one the interface made up', () => {
    expect(findAnnouncedAddress({ lo, eth0: [ipv4('169.254.3.4')], eth1: [ipv4('198.51.100.7')] })).toBe(
      '198.51.100.7',
    );
  });

  test('takes a bridge before nothing', () => {
    expect(findAnnouncedAddress({ lo, docker0: [ipv4('172.17.0.1')] })).toBe('172.17.0.1');
  });

  test('falls back to loopback on a machine without a network', () => {
    expect(findAnnouncedAddress({ lo })).toBe('127.0.0.1');
  });
});

describe('listOwnAddresses', () => {
  test('names addresses that are valid without a zone', () => {
    expect(listOwnAddresses()).toContain('127.0.0.1');
    expect(listOwnAddresses().filter((address) => isIP(address) === 0)).toEqual([]);
  });
});
