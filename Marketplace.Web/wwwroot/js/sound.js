// One sound at a time: a proof button or a player. The pressed state says what is heard; a source that fails says so.
const audio = new Audio();
audio.preload = 'none';
let control = null;

const button = () => control?.matches('[data-player]') ? control.querySelector('button') : control;
const clock = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

function mark(isPlaying) { button()?.setAttribute('aria-pressed', isPlaying); }

function toggle(next, source) {
  if (control === next && !audio.paused) return audio.pause();
  if (control !== next) {
    mark(false);
    control = next;
    audio.src = source;
    const range = next.querySelector?.('input[type=range]');
    if (range && +range.value > 0) audio.currentTime = +range.value;
  }
  control.removeAttribute('data-broken');
  audio.play().catch(() => { mark(false); control?.setAttribute('data-broken', ''); });
}

audio.addEventListener('play', () => mark(true));
audio.addEventListener('pause', () => mark(false));
audio.addEventListener('ended', () => mark(false));
audio.addEventListener('timeupdate', () => {
  const range = control?.querySelector?.('input[type=range]');
  if (range) draw(control, range, audio.currentTime);
});

function draw(player, range, seconds) {
  range.value = seconds;
  range.setAttribute('aria-valuetext', clock(seconds));
  player.style.setProperty('--played', `${100 * seconds / Math.max(1, +range.max)}%`);
  player.querySelector('[data-played]').textContent = clock(seconds);
}

document.addEventListener('click', event => {
  const proof = event.target.closest?.('[data-sound]');
  if (proof) return toggle(proof, proof.dataset.sound);
  const player = event.target.closest?.('[data-player]');
  if (player && event.target.closest('button')) toggle(player, player.dataset.player);
});

document.addEventListener('input', event => {
  const player = event.target.closest?.('[data-player]');
  if (!player) return;
  if (control === player) audio.currentTime = +event.target.value;
  draw(player, event.target, +event.target.value);
});
