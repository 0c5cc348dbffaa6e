import { watchForFrame } from './first-times.ts';
import { chooseLayer, type Pictures, type SpatialLayer } from './layer-choice.ts';

interface View {
  element: HTMLVideoElement;
  isOnScreen: boolean;
  height: number;
}

/**
 * Where each publication's picture is shown, and how large: what is received follows from it. A layer is chosen by the size on
 * screen, and what nobody can see is not sent at all.
 */
export class VideoViews {
  readonly #views = new Map<string, Set<View>>();
  readonly #byElement = new Map<Element, View>();
  readonly #onChange: () => void;
  readonly #resizes: ResizeObserver;
  readonly #crossings: IntersectionObserver;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#resizes = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) this.#update(target, { height: contentRect.height });
    });
    this.#crossings = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#update(target, { isOnScreen: isIntersecting });
    });
  }

  /** Shows a publication in an element until the returned function is called. */
  add(producerId: string, element: HTMLVideoElement): () => void {
    // Measured at once, because observers only speak after the next frame and the first picture should not wait for them.
    const { height } = element.getBoundingClientRect();
    const view: View = { element, isOnScreen: true, height };
    const views = this.#views.get(producerId) ?? new Set();
    this.#views.set(producerId, views.add(view));
    this.#byElement.set(element, view);
    this.#resizes.observe(element);
    this.#crossings.observe(element);
    this.#onChange();
    return () => {
      views.delete(view);
      if (views.size === 0) this.#views.delete(producerId);
      this.#byElement.delete(element);
      this.#resizes.unobserve(element);
      this.#crossings.unobserve(element);
      this.#onChange();
    };
  }

  /** Puts the picture wherever it is shown. */
  put(producerId: string, track: MediaStreamTrack): void {
    for (const { element } of this.#views.get(producerId) ?? []) {
      const shown =
        element.srcObject instanceof MediaStream ? element.srcObject.getVideoTracks()[0] : undefined;
      if (shown === track) continue;
      element.srcObject = new MediaStream([track]);
      watchForFrame(element);
    }
  }

  /** The layer that its largest visible place wants; undefined where nobody can see it. */
  findLayer(producerId: string, pictures: Pictures): SpatialLayer | undefined {
    const visible = [...(this.#views.get(producerId) ?? [])].filter(
      (view) => view.isOnScreen && view.height > 0,
    );
    if (visible.length === 0 || document.hidden) return undefined;
    const height = Math.max(...visible.map((view) => view.height));
    return chooseLayer(height, window.devicePixelRatio, pictures);
  }

  close(): void {
    this.#resizes.disconnect();
    this.#crossings.disconnect();
    this.#views.clear();
    this.#byElement.clear();
  }

  #update(element: Element, change: Partial<Omit<View, 'element'>>): void {
    const view = this.#byElement.get(element);
    if (!view) return;
    Object.assign(view, change);
    this.#onChange();
  }
}
