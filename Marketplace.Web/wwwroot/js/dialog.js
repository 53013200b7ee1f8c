// A dialog that appears with data-modal is made modal; Escape presses its own way back, so that the server knows the answer.
let before = null;

function lift(dialog) {
  if (dialog.open || !dialog.isConnected) return;
  before = document.activeElement;
  dialog.showModal();
  dialog.addEventListener('cancel', event => {
    event.preventDefault();
    dialog.querySelector('[data-cancel]')?.click();
  });
}

new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes)
      if (node instanceof Element)
        for (const dialog of node.matches('dialog[data-modal]') ? [node] : node.querySelectorAll('dialog[data-modal]')) queueMicrotask(() => lift(dialog));
    for (const node of change.removedNodes)
      if (node instanceof Element && node.matches('dialog[data-modal]')) before?.focus?.();
  }
}).observe(document.body, { childList: true, subtree: true });
