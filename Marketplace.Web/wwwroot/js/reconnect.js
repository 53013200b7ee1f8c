// The framework marks the reconnect element by class. When it gives up, wait for the server and load the same address again;
// the browser keeps the scroll position, and drafts come from the server.
const modal = document.getElementById('components-reconnect-modal');
const lost = ['components-reconnect-failed', 'components-reconnect-rejected'];
let waiting = false;

async function reloadWhenBack() {
  if (waiting) return;
  waiting = true;
  for (let pause = 500; ; pause = Math.min(pause * 1.5, 5000)) {
    try {
      if ((await fetch('/health/live', { cache: 'no-store' })).ok) return location.reload();
    } catch { /* The server is still away; the loop asks again. */ }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

new MutationObserver(() => {
  if (lost.some(name => modal.classList.contains(name))) reloadWhenBack();
}).observe(modal, { attributes: true, attributeFilter: ['class'] });
