import {
  IceCandidate,
  ProtectionProfileAeadAes128Gcm,
  RTCDtlsFingerprint,
  RTCDtlsParameters,
  RTCDtlsTransport,
  RTCIceGatherer,
  RTCIceParameters,
  RTCIceTransport,
  RtpHeader,
} from 'werift';

/** What the worker says of a transport of its own. */
export interface RemoteTransport {
  iceParameters: { usernameFragment: string; password: string };
  iceCandidates: { foundation: string; ip: string; port: number; priority: number; protocol: string }[];
  dtlsParameters: { fingerprints: { algorithm: string; value: string }[] };
}

export interface LocalDtlsParameters {
  role: 'client';
  fingerprints: { algorithm: string; value: string }[];
}

/**
 * A browser's network half: real ICE and DTLS with AES-128-GCM, and then packets that are sent encrypted, or counted on arrival without being
 * decrypted. A hundred of them fit beside the server on one machine, where a hundred browsers would not.
 */
export class ThinPeer {
  readonly #ice: RTCIceTransport;
  readonly #dtls: RTCDtlsTransport;
  received = 0;

  private constructor(ice: RTCIceTransport, dtls: RTCDtlsTransport) {
    this.#ice = ice;
    this.#dtls = dtls;
  }

  static async create(remote: RemoteTransport): Promise<ThinPeer> {
    const certificate = await RTCDtlsTransport.SetupCertificate();
    const gatherer = new RTCIceGatherer({
      useIpv4: true,
      useIpv6: false,
      useTcp: false,
      additionalHostAddresses: ['127.0.0.1'],
    });
    const ice = new RTCIceTransport(gatherer);
    // Mediasoup is ICE lite: the other side always controls.
    ice.connection.iceControlling = true;
    await ice.gather();
    ice.setRemoteParams(new RTCIceParameters({ iceLite: true, ...remote.iceParameters }));
    for (const { foundation, ip, port, priority, protocol } of remote.iceCandidates) {
      if (protocol !== 'udp') continue;
      await ice.addRemoteCandidate(new IceCandidate(1, foundation, ip, port, priority, protocol, 'host'));
    }
    const dtls = new RTCDtlsTransport({}, ice, certificate, [ProtectionProfileAeadAes128Gcm]);
    dtls.role = 'client';
    const fingerprints = remote.dtlsParameters.fingerprints.map(
      ({ algorithm, value }) => new RTCDtlsFingerprint(algorithm, value),
    );
    dtls.setRemoteParams(new RTCDtlsParameters(fingerprints, 'server'));
    return new ThinPeer(ice, dtls);
  }

  get dtlsParameters(): LocalDtlsParameters {
    const fingerprints = this.#dtls.localParameters.fingerprints.map(({ algorithm, value }) => ({
      algorithm,
      value,
    }));
    return { role: 'client', fingerprints };
  }

  /** Resolves when packets can flow. The server must have been told `dtlsParameters` before. */
  async connect(): Promise<void> {
    await this.#ice.start();
    await this.#dtls.start();
  }

  /** From here on what arrives is counted and dropped: the load's own cost must not set the pace. */
  countOnly(): void {
    const { onData } = this.#ice.connection;
    onData.allUnsubscribe();
    onData.subscribe((packet) => {
      if (isRtp(packet)) this.received += 1;
    });
  }

  async close(): Promise<void> {
    await this.#dtls.stop();
    await this.#ice.stop();
  }

  async sendRtp(options: {
    payload: Buffer;
    ssrc: number;
    payloadType: number;
    sequenceNumber: number;
    timestamp: number;
    marker: boolean;
  }): Promise<void> {
    const { payload, ...fields } = options;
    await this.#dtls.sendRtp(payload, new RtpHeader({ ...fields, version: 2 }));
  }
}

/** RFC 7983 tells media from the rest by the first byte, RFC 5761 RTP from RTCP by the second. */
function isRtp(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  return first >= 128 && first <= 191 && !(second >= 192 && second <= 223);
}
