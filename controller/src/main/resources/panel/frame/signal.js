// The least that a page needs to follow a model: who listens to it, and telling them.
const listeners = new WeakMap();

/** Makes the model one that can be followed; returns how to follow it. */
export function subscribe(model) {
  listeners.set(model, new Set());
  return listener => {
    listeners.get(model).add(listener);
    return () => listeners.get(model).delete(listener);
  };
}

export function notify(model) {
  for (const listener of listeners.get(model)) {
    listener();
  }
}
