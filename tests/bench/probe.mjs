// What is watched inside each page and frame of the widget's bench. One function, handed over as text: it knows nothing
// from around it.

/** `wanted`: selectors by name. Tells by `window.told(name, when)` the first frame in which each can be used. */
export function probe(wanted) {
  const isTop = window === window.top;
  const now = () => performance.timeOrigin + performance.now();
  const state = { lcp: 0, shift: 0, tasks: [] };
  window.benchState = () => state;
  if (isTop) {
    const watch = (type, act) =>
      new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
    watch('largest-contentful-paint', ({ startTime }) => (state.lcp = startTime));
    watch('layout-shift', ({ value, hadRecentInput }) => (state.shift += hadRecentInput ? 0 : value));
    watch('longtask', ({ startTime, duration }) => state.tasks.push([performance.timeOrigin + startTime, duration]));
    window.told('begun', performance.timeOrigin);
    const press = (event) => window.told('pressed', performance.timeOrigin + event.timeStamp);
    addEventListener('pointerdown', press, { capture: true, once: true });
  }

  function* found(root, css) {
    yield* root.querySelectorAll(css);
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) yield* found(shadowRoot, css);
  }
  const isUsable = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const [left, top] = [x + width / 2, y + height / 2];
    if (width < 4 || height < 4 || left < 0 || top < 0 || left > innerWidth || top > innerHeight) return false;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    return element.contains(element.getRootNode().elementFromPoint(left, top));
  };
  const waiting = new Map(Object.entries(wanted));
  const look = () => {
    for (const [name, css] of waiting) {
      if (![...found(document, css)].some(isUsable)) continue;
      waiting.delete(name);
      // After the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.told(name, now());
      port2.postMessage(0);
    }
    if (waiting.size) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
