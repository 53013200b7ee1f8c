// Sends a file in chunks that survive anything: a broken connection, a closed page, a restarted server. The server alone knows
// how much has arrived; before each attempt we ask it, so nothing is lost and nothing is sent twice on purpose.
const MIN = 256 * 1024, START = 1024 * 1024, MAX = 8 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30]; // Seconds between attempts; the last one stays.
const memory = file => `upload:${file.name}:${file.size}:${file.lastModified}`;

let token = null;
async function tokenNow() {
  if (token) return token;
  const answer = await fetch('/uploads/token', { cache: 'no-store' });
  if (!answer.ok || answer.redirected) throw Object.assign(new Error('signed out'), { final: true, code: 'signed-out' });
  return token = await answer.text();
}

async function call(address, options = {}) {
  const headers = { ...options.headers, RequestVerificationToken: await tokenNow() };
  const answer = await fetch(address, { ...options, headers, cache: 'no-store' });
  if (answer.status !== 400) return answer;
  const problem = await answer.clone().json().catch(() => null);
  if (problem?.code === 'form.token') token = null; // Signed in again meanwhile: the next attempt brings a new one.
  return answer;
}

async function sha256(bytes) {
  if (!globalThis.crypto?.subtle) return null; // Not offered to pages without TLS on another host.
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `sha256 ${btoa(String.fromCharCode(...digest))}`;
}

class Sending {
  constructor(file, purpose, tell) {
    Object.assign(this, { file, purpose, tell, chunk: START, tries: 0, paused: false, ended: false, id: null, offset: 0 });
    this.wake = () => this.go?.(); // The network is back: no need to wait any longer. Who paused by hand stays paused.
    addEventListener('online', this.wake);
  }

  // One loop at a time: what goes on after a pause begins where the paused one has ended.
  start() {
    this.running = (this.running ?? Promise.resolve()).then(() => this.run());
  }

  async run() {
    while (!this.ended && !this.paused) {
      try {
        if (!this.id) await this.open();
        if (this.ended || this.paused) return;
        await this.next();
        this.tries = 0;
      } catch (failure) {
        if (this.ended || this.paused) return;
        if (failure.final) return this.fail(failure.code, failure.message);
        this.chunk = Math.max(MIN, this.chunk / 2);
        this.say('waiting');
        await this.wait(WAITS[Math.min(this.tries++, WAITS.length - 1)]);
        if (!this.ended && this.id) await this.ask().catch(() => {});
      }
    }
  }

  async open() {
    const known = localStorage.getItem(memory(this.file));
    if (known) {
      this.id = known;
      if (await this.ask()) return;
      this.id = null;
      localStorage.removeItem(memory(this.file));
    }
    const answer = await call('/uploads', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ purpose: this.purpose, fileName: this.file.name, bytes: this.file.size }),
    });
    if (!answer.ok) throw await refusal(answer);
    const upload = await answer.json();
    this.id = upload.id;
    this.offset = 0;
    if (this.ended) return this.forget(); // Given up while it was being announced.
    localStorage.setItem(memory(this.file), this.id);
  }

  // Where the server stands; false when it does not know the upload any more.
  async ask() {
    const answer = await fetch(`/uploads/${this.id}`, { method: 'HEAD', cache: 'no-store' });
    if (answer.status === 404) return false;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    this.read(answer);
    return !this.used;
  }

  read(answer) {
    this.offset = +(answer.headers.get('Upload-Offset') ?? this.offset);
    const state = answer.headers.get('Upload-State');
    this.used = state === 'Used';
    if (state === 'Complete') this.done();
  }

  async next() {
    if (this.ended) return;
    const bytes = await this.file.slice(this.offset, this.offset + this.chunk).arrayBuffer();
    const headers = { 'Upload-Offset': this.offset, 'Content-Type': 'application/offset+octet-stream' };
    const checksum = await sha256(bytes);
    if (checksum) headers['Upload-Checksum'] = checksum;
    if (this.ended || this.paused) return;
    this.stop = new AbortController();
    this.say('sending');
    const began = performance.now();
    const answer = await call(`/uploads/${this.id}`, { method: 'PATCH', headers, body: bytes, signal: this.stop.signal });
    if (answer.status === 409 && answer.headers.has('Upload-Offset')) return this.read(answer);
    if (answer.status === 404) { this.id = null; localStorage.removeItem(memory(this.file)); return; }
    if (!answer.ok) throw await refusal(answer);
    this.read(answer);
    // About two seconds a chunk: progress moves, and little is lost with a broken connection.
    const seconds = (performance.now() - began) / 1000;
    if (seconds < 1) this.chunk = Math.min(MAX, this.chunk * 2);
    if (seconds > 4) this.chunk = Math.max(MIN, this.chunk / 2);
    if (!this.ended) this.say('sending');
  }

  wait(seconds) {
    return new Promise(go => { this.go = go; setTimeout(go, seconds * 1000); });
  }

  pause() {
    this.paused = true;
    this.stop?.abort();
    this.go?.();
    this.say('paused');
  }

  resume() {
    this.go?.();
    if (!this.paused || this.ended) return;
    this.paused = false;
    this.running = this.running.then(() => this.id && this.ask().catch(() => {}));
    this.start();
  }

  async cancel() {
    this.ended = true;
    this.stop?.abort();
    this.go?.();
    removeEventListener('online', this.wake);
    localStorage.removeItem(memory(this.file));
    if (this.id) await this.forget();
  }

  // Asks the server to throw away what has arrived; without an answer it does so by itself later.
  forget() {
    return call(`/uploads/${this.id}`, { method: 'DELETE' }).catch(() => {});
  }

  done() {
    if (this.ended) return;
    this.ended = true;
    removeEventListener('online', this.wake);
    localStorage.removeItem(memory(this.file));
    this.offset = this.file.size;
    this.say('complete');
  }

  fail(code, message) {
    this.ended = true;
    removeEventListener('online', this.wake);
    localStorage.removeItem(memory(this.file));
    this.say('failed', code, message);
  }

  say(state, code = null, message = null) {
    this.tell({ state, id: this.id, sent: this.offset, bytes: this.file.size, name: this.file.name, code, message });
  }
}

// Refusals that another attempt cannot change are final; everything else is tried again.
async function refusal(answer) {
  const problem = await answer.json().catch(() => null);
  const again = answer.status >= 500 || answer.status === 429 || ['upload.busy', 'upload.checksum', 'form.token'].includes(problem?.code);
  return Object.assign(new Error(problem?.title ?? `status ${answer.status}`), { final: !again, code: problem?.code ?? 'unknown' });
}

/** Binds a file input to a page: every change of state is told to its method `Told`. */
export function attach(input, page, purpose) {
  let sending = null;
  const begin = () => {
    const file = input.files?.[0];
    if (!file) return;
    sending?.pause();
    // A circuit that is away for a moment misses a number, not the upload.
    sending = new Sending(file, purpose, news => page.invokeMethodAsync('Told', news).catch(() => {}));
    sending.start();
  };
  input.addEventListener('change', begin);
  if (input.files?.length) begin(); // Chosen before the page came alive.
  return {
    pause: () => sending?.pause(),
    resume: () => sending?.resume(),
    cancel: async () => { await sending?.cancel(); sending = null; input.value = ''; },
    detach: () => { input.removeEventListener('change', begin); sending?.pause(); },
  };
}
