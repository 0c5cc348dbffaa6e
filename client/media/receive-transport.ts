import type { Device, Transport } from 'mediasoup-client/types';
import type { Request } from '#client/lib/socket.ts';
import type { TransportDto } from '#shared/features/media.ts';
import type { RequestInput } from '#shared/protocol.ts';
import { guardTransport, type TransportGuard, type TransportGuardOptions } from './transport-guard.ts';
import { restartIce, toTransportOptions } from './transport-options.ts';

export interface ReceiveTransportOptions
  extends Pick<TransportGuardOptions, 'onConnected' | 'onTrouble' | 'onGiveUp'> {
  device: Device;
  opened: TransportDto;
  epoch: number;
  request: Request;
  /** The server did not take this page's end of it. */
  onRefused(error: unknown): void;
}

/** The way by which everything comes, guarded. */
export function makeReceiveTransport({
  device,
  opened,
  epoch,
  request,
  onRefused,
  ...handlers
}: ReceiveTransportOptions): { transport: Transport; guard: TransportGuard } {
  const transport = device.createRecvTransport(toTransportOptions(opened));
  transport.on('connect', ({ dtlsParameters }, proceed) => {
    // Not waited for: the browser's first packets and this request travel together, which saves a round trip.
    proceed();
    request('media:connect', { epoch, transportId: transport.id, dtlsParameters }).catch(onRefused);
  });
  const guard = guardTransport({
    transport,
    restartIce: () => restartIce(request, epoch, transport),
    ...handlers,
  });
  return { transport, guard };
}

export function toCapabilities(device: Device): RequestInput<'media:subscribe'>['rtpCapabilities'] {
  return device.recvRtpCapabilities as RequestInput<'media:subscribe'>['rtpCapabilities'];
}
