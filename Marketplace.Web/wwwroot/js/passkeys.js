// The two passkey ceremonies. A button with data-passkey="create" or "get" asks the browser and submits its form with the
// answer in the hidden field "Form.Credential"; the server checks everything.
const supported = !!window.PublicKeyCredential?.parseCreationOptionsFromJSON;

document.addEventListener('click', async event => {
  const button = event.target.closest?.('button[data-passkey]');
  if (!button) return;
  event.preventDefault();
  const form = button.form;
  const problem = form.querySelector('[data-passkey-problem]');
  problem.hidden = true;
  if (!form.reportValidity()) return;
  button.setAttribute('aria-busy', 'true');
  button.disabled = true;
  try {
    if (!supported) throw new Error('This browser knows no passkeys.');
    const credential = await ceremony(button.dataset.passkey, form.elements['__RequestVerificationToken'].value);
    form.elements['Form.Credential'].value = JSON.stringify(credential);
    form.submit();
  } catch {
    // Cancelled, timed out or not possible here: the sentence stands ready in the reader's language.
    problem.hidden = false;
    button.disabled = false;
    button.removeAttribute('aria-busy');
  }
});

async function ceremony(kind, token) {
  const answer = await fetch(`/passkeys/${kind}`, { method: 'POST', headers: { RequestVerificationToken: token } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const options = await answer.json();
  return kind === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
