/** The token stands in the fragment, which browsers never send: it reaches the server in the body alone. */
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const form = document.getElementById('form');
const outcome = document.getElementById('outcome');
history.replaceState(null, '', location.pathname);

async function showState() {
  const answer = await (await fetch('/api/v1/auth/setup')).json();
  if (answer.data?.needed === false) finish('Latchkey has been set up already.');
  else if (token === '')
    outcome.textContent = 'Open the link that the server printed at its start; it carries a token.';
}

function finish(text) {
  form.hidden = true;
  outcome.textContent = `${text} `;
  const link = document.createElement('a');
  link.href = '/docs';
  link.textContent = 'Continue to the API documentation';
  outcome.append(link);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  outcome.textContent = '';
  const response = await fetch('/api/v1/auth/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, email: form.email.value, password: form.password.value }),
  });
  const answer = await response.json();
  if (response.ok) finish(`${form.email.value} is the administrator now.`);
  else outcome.textContent = answer.message;
});

await showState();
