import type { TestApp } from './test-app.ts';

/** What is open on the application's media workers from now on, by id; each leaves the list at the moment at which it closes. */
export function watchMediaObjects({ live }: TestApp): ReadonlySet<string> {
  const open = new Set<string>();
  const note = (id: string, observer: { once(event: 'close', listener: () => void): unknown }): void => {
    open.add(id);
    observer.once('close', () => open.delete(id));
  };
  for (const { worker } of live.workers.workers) {
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        note(transport.id, transport.observer);
        transport.observer.on('newconsumer', (consumer) => note(consumer.id, consumer.observer));
        transport.observer.on('newproducer', (producer) => note(producer.id, producer.observer));
      }),
    );
  }
  return open;
}
