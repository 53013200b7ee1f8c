// On a poor line the page stands some seconds before its circuit draws it anew, and the new fields are empty. What somebody has
// typed meanwhile is put into the new field of the same id and told to the server, and the cursor stays where it was.
// A plain script before the framework's own, so that it sees the document before any circuit does.
(() => {
  const delivered = new WeakSet();  // Fields that came with the document; fields of the circuit are never among them.
  const early = new Map();          // Id of a field to what was typed into it before the circuit was there.
  let focused = '';                 // Id of the delivered field with the cursor.
  let carried = null;               // The field that got the cursor back.

  const fields = 'input[id]:not([type=password], [type=file], [type=hidden]), textarea[id], select[id]';
  const isBox = field => field.type === 'checkbox' || field.type === 'radio';

  // The framework puts the focus of a new page on its heading, which is not what somebody who types has asked for.
  const isNobodys = element => !element || element === document.body || element.matches('h1');

  function deliver() {
    early.clear();
    focused = '';
    for (const field of document.querySelectorAll(fields)) delivered.add(field);
    if (delivered.has(document.activeElement)) focused = document.activeElement.id;
  }

  function keep(event) {
    const field = event.target;
    if (delivered.has(field)) early.set(field.id, isBox(field) ? field.checked : field.value);
  }

  function carryOver() {
    for (const [id, value] of early) {
      const field = document.getElementById(id);
      if (!field || delivered.has(field)) continue;
      early.delete(id);
      if (isBox(field)) field.checked = value;
      else field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    const field = focused && document.getElementById(focused);
    if (!field || delivered.has(field)) return;
    focused = '';
    if (!isNobodys(document.activeElement)) return;
    carried = field;
    field.focus({ preventScroll: true });
  }

  document.addEventListener('input', keep, true);
  document.addEventListener('change', keep, true);
  document.addEventListener('focusin', event => {
    focused = delivered.has(event.target) ? event.target.id : '';
    if (carried?.isConnected && isNobodys(event.target)) carried.focus({ preventScroll: true });
    else if (event.target !== carried) carried = null;
  });
  new MutationObserver(() => { if (early.size > 0 || focused) carryOver(); }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => Blazor.addEventListener('enhancedload', deliver));
  deliver();
})();
