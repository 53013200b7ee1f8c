// The command palette: Ctrl-K or the search link opens it, arrows choose, Enter goes there.
const box = () => document.getElementById('palette');
let places = [];
let chosen = 0;

async function open() {
  const dialog = box();
  if (!dialog || dialog.open) return;
  const input = dialog.querySelector('input');
  input.value = '';
  dialog.showModal();
  try {
    const answer = await fetch('/pages.json', { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.status);
    places = await answer.json();
    show();
  } catch {
    places = [];
    say(dialog.dataset.failed);
  }
}

function matches(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = places.filter(p => words.every(w => p.find.toLowerCase().includes(w) || p.text.toLowerCase().includes(w)));
  // A name that begins with what was typed stands before one that only contains it.
  const begins = p => (words.length && p.text.toLowerCase().startsWith(words[0]) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b));
}

function say(text) {
  const line = box().querySelector('.none');
  line.textContent = text ?? '';
  line.hidden = !text;
}

function show() {
  const dialog = box();
  const list = dialog.querySelector('ul');
  const found = matches(dialog.querySelector('input').value);
  chosen = 0;
  list.replaceChildren(...found.map((place, i) => {
    const item = document.createElement('li');
    item.id = `palette-${i}`;
    item.role = 'option';
    item.dataset.path = place.path;
    item.append(place.text);
    const group = document.createElement('small');
    group.textContent = place.group;
    item.append(group);
    return item;
  }));
  say(found.length ? '' : dialog.dataset.none);
  choose(0);
}

function choose(index) {
  const dialog = box();
  const items = [...dialog.querySelectorAll('li')];
  if (items.length === 0) return dialog.querySelector('input').removeAttribute('aria-activedescendant');
  chosen = (index + items.length) % items.length;
  items.forEach((item, i) => item.setAttribute('aria-selected', i === chosen));
  items[chosen].scrollIntoView({ block: 'nearest' });
  dialog.querySelector('input').setAttribute('aria-activedescendant', items[chosen].id);
}

function go(item) {
  if (!item) return;
  box().close();
  if (window.Blazor?.navigateTo) window.Blazor.navigateTo(item.dataset.path);
  else location.assign(item.dataset.path);
}

document.addEventListener('keydown', event => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    open();
    return;
  }
  if (!box()?.open) return;
  if (event.key === 'ArrowDown') choose(chosen + 1);
  else if (event.key === 'ArrowUp') choose(chosen - 1);
  else if (event.key === 'Enter') go(box().querySelectorAll('li')[chosen]);
  else return;
  event.preventDefault();
});

document.addEventListener('input', event => { if (event.target.closest?.('#palette')) show(); });

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-palette]')) {
    event.preventDefault();
    open();
  } else if (event.target === box()) box().close();
  else go(event.target.closest?.('#palette li'));
}, true);
