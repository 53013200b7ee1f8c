// A menu that is fetched when it opens, because its forms carry a token of their own. Without this script its link is a page.
let opener = null;

function close(focusBack) {
  document.querySelector('.menu')?.remove();
  opener?.setAttribute('aria-expanded', 'false');
  if (focusBack) opener?.focus();
  opener = null;
}

async function open(link) {
  close(false);
  let html;
  try {
    const answer = await fetch(link.dataset.menu);
    if (!answer.ok) throw new Error(answer.status);
    html = await answer.text();
  } catch {
    location.assign(link.href);
    return;
  }
  opener = link;
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'dialog');
  menu.setAttribute('aria-label', link.getAttribute('aria-label'));
  menu.innerHTML = html;
  document.body.append(menu);
  const edge = link.getBoundingClientRect();
  menu.style.top = `${edge.bottom + 6}px`;
  menu.style.right = `${Math.max(12, document.documentElement.clientWidth - edge.right)}px`;
  link.setAttribute('aria-expanded', 'true');
  menu.querySelector('a, button:not([hidden])')?.focus();
}

document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-menu]');
  if (link) {
    event.preventDefault();
    event.stopPropagation();
    if (link === opener) close(true); else open(link);
  } else if (opener && !event.target.closest?.('.menu')) close(false);
  else if (event.target.closest?.('.menu a')) close(false);
}, true);

document.addEventListener('keydown', event => { if (event.key === 'Escape' && opener) close(true); });
document.addEventListener('focusin', event => { if (opener && event.target !== opener && !event.target.closest?.('.menu')) close(false); });
