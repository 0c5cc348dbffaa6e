import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface MetricsSources {
  rooms(): number;
  peers(): number;
  publications(): number;
  workers(): number;
  workerDeaths(): number;
}

/** What an operator watches: Node's own figures, and how many rooms, people and workers there are. No names, no ids. */
export function createMetrics(sources: MetricsSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `lectern_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  gauge('rooms', 'Rooms in memory', sources.rooms);
  gauge('peers', 'Connections in rooms', sources.peers);
  gauge('publications', 'Cameras, microphones and screens that are sent to rooms', sources.publications);
  gauge('media_workers', 'Media workers that are up', sources.workers);
  gauge('media_worker_deaths', 'Media workers that died since the start', sources.workerDeaths);
  return registry;
}
