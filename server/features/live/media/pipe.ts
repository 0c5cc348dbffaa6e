import type { types } from 'mediasoup';

/**
 * Carries one publication to another worker's router, with the same id there, all its layers, its keyframe requests, its pauses and its end.
 * Closing the consumer that is returned ends it on both sides.
 */
export async function pipe(options: {
  producerId: string;
  from: types.Router;
  to: types.Router;
}): Promise<types.Consumer> {
  const { producerId, from, to } = options;
  const { pipeConsumer, pipeProducer } = await from.pipeToRouter({ producerId, router: to });
  if (!pipeConsumer || !pipeProducer) throw new Error('a pipe has two ends');
  // mediasoup hands pauses on itself, but a far worker that dies before it answers would be a rejection that nobody handles.
  pipeConsumer.observer.removeAllListeners('pause');
  pipeConsumer.observer.removeAllListeners('resume');
  pipeConsumer.observer.on('pause', () => pipeProducer.pause().catch(() => {}));
  pipeConsumer.observer.on('resume', () => pipeProducer.resume().catch(() => {}));
  return pipeConsumer;
}
