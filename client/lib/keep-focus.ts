const stops =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

let last: { element: Element; around: readonly Element[] } | undefined;
let isKeeping = false;

/**
 * In a room what has the focus goes without being asked: a hand that is invited leaves the line, a poll that is opened moves, a colleague
 * was quicker. The browser then leaves the focus nowhere, and whoever goes by keyboard begins at the top of the page. This puts it where
 * it was lost: on the heading of that part, or its name; never on another person's button, where a second Enter would act.
 * From the first call on, for as long as the page lives.
 */
export function keepFocus(): void {
  if (isKeeping) return;
  isKeeping = true;
  remember(document.activeElement);
  document.addEventListener('focusin', ({ target }) => remember(target));
  // A press on nothing is a wish to have the focus nowhere.
  document.addEventListener('pointerdown', ({ target }) =>
    remember(target instanceof Element ? target.closest(stops) : null),
  );
  new MutationObserver(putBack).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled'],
  });
}

function remember(target: EventTarget | null): void {
  last = undefined;
  if (!(target instanceof Element) || target === document.body) return;
  const around: Element[] = [];
  for (let at = target.parentElement; at && at !== document.body; at = at.parentElement) around.push(at);
  last = { element: target, around };
}

function putBack(): void {
  const { activeElement } = document;
  if (!last || (last.element.isConnected && !last.element.matches(':disabled'))) return;
  if (activeElement && activeElement !== document.body && activeElement !== last.element) return;
  const around = last.around.filter(({ isConnected }) => isConnected);
  // The stage is one thing with its band: there the next act is what one looks for, and it is one's own.
  const isOnStage = around.some((element) => element.matches('main'));
  const place = (isOnStage ? undefined : findName(around)) ?? findStop(around);
  if (!(place instanceof HTMLElement)) return;
  if (!place.matches(stops)) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function findName(around: readonly Element[]): Element | undefined {
  for (const element of around) {
    const heading = [...element.querySelectorAll('h1, h2, h3')].find(isSeen);
    if (heading) return heading;
    if (element.matches('[aria-label], [aria-labelledby]')) return element;
  }
  return undefined;
}

function findStop(around: readonly Element[]): Element | undefined {
  for (const element of around) {
    const stop = [...element.querySelectorAll(stops)].find(isSeen);
    if (stop) return stop;
  }
  return undefined;
}

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0;
}
