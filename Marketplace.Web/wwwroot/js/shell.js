// What the frame does in the browser. Everything listens on the document, so pages come and go freely.
import './palette.js';
import './menu.js';
import './dialog.js';
import './sound.js';
import './reconnect.js';

// The framework answers a link to a place of the same page by scrolling alone; who skips by keyboard has to stand there too.
document.addEventListener('click', event => {
  const skip = event.target.closest?.('a.skip');
  if (skip) document.getElementById(skip.hash.slice(1))?.focus();
});
