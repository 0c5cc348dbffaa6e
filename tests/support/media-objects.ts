import type { types } from 'mediasoup';
import type { TestApp } from './test-app.ts';

type Closable = types.Transport | types.Consumer | types.Producer;

/** What is open on the application's media workers from now on, by id; it leaves the list at the moment at which it is closed. */
export function watchMediaObjects({ live }: TestApp): ReadonlyMap<string, Closable> {
  const open = new Map<string, Closable>();
  const note = (object: Closable): void => {
    open.set(object.id, object);
    object.observer.once('close', () => open.delete(object.id));
  };
  for (const { worker } of live.workers.workers) {
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        note(transport);
        transport.observer.on('newconsumer', note);
        transport.observer.on('newproducer', note);
      }),
    );
  }
  return open;
}
