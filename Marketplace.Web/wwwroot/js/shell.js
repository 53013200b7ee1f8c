// What the frame does in the browser. Everything listens on the document, so pages come and go freely.
import './palette.js';
import './menu.js';
import './dialog.js';
import './sound.js';
import './reconnect.js';

// The way past the rail moves the focus too; enhanced navigation alone would only scroll.
document.addEventListener('click', event => {
  if (event.target.closest?.('.skip')) document.getElementById('main')?.focus();
});
