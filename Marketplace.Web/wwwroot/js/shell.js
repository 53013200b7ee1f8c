// What the frame does in the browser. Everything listens on the document, so pages come and go freely.
import './palette.js';
import './menu.js';
import './dialog.js';
import './sound.js';
import './reconnect.js';
