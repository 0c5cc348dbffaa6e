import { observer, type types } from 'mediasoup';

/** What workers spend, and what for: CPU microseconds for each packet that reaches a viewer. */
export class WorkerCost {
  readonly #workers = new Map<number, types.Worker>();
  readonly #consumers = new Map<number, Set<types.Consumer>>();

  /** From here on mediasoup's own observer sees every consumer of every worker in this process, whoever made it. */
  constructor() {
    observer.on('newworker', (worker) => {
      const own = new Set<types.Consumer>();
      this.#workers.set(worker.pid, worker);
      this.#consumers.set(worker.pid, own);
      worker.observer.on('newrouter', (router) => {
        router.observer.on('newtransport', (transport) => {
          // What goes to another worker reaches nobody yet: it is cost, not delivery.
          if (transport.type === 'pipe') return;
          transport.observer.on('newconsumer', (consumer) => own.add(consumer));
        });
      });
    });
  }

  /** Asking for hundreds of statistics costs the workers CPU: before the act it is done first, after it last. */
  async measure(pids: readonly number[], act: () => Promise<void>): Promise<number> {
    const packetsBefore = await this.#countPackets(pids);
    const cpuBeforeUs = await this.#cpuUs(pids);
    await act();
    const cpuAfterUs = await this.#cpuUs(pids);
    const packetsAfter = await this.#countPackets(pids);
    return (cpuAfterUs - cpuBeforeUs) / (packetsAfter - packetsBefore);
  }

  /** How many viewers' consumers each worker carries. */
  countConsumers(pids: readonly number[]): number[] {
    return pids.map((pid) => this.#consumers.get(pid)?.size ?? 0);
  }

  async #countPackets(pids: readonly number[]): Promise<number> {
    let packets = 0;
    for (const pid of pids) {
      for (const consumer of this.#consumers.get(pid) ?? []) {
        const stats = await consumer.getStats();
        for (const stat of stats) if (stat.type === 'outbound-rtp') packets += stat.packetCount;
      }
    }
    return packets;
  }

  async #cpuUs(pids: readonly number[]): Promise<number> {
    let us = 0;
    for (const pid of pids) {
      const usage = await this.#workers.get(pid)?.getResourceUsage();
      if (!usage) throw new Error(`no worker ${pid}`);
      us += (usage.ru_utime + usage.ru_stime) * 1_000;
    }
    return us;
  }
}
