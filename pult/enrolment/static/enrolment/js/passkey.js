// Passkeys: asks the browser for a credential and sends it in the form's hidden field.
// <form data-passkey="get|create">, options in #passkey-options or at data-passkey-options.

const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));

const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withIds = (list) => (list || []).map((item) => ({ ...item, id: bytes(item.id) }));

async function options(form) {
  const url = form.dataset.passkeyOptions;
  if (!url) return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(url, {
    headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
  });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function create({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: withIds(publicKey.excludeCredentials),
      // A passkey: kept on the device, opened by a finger, a face or a PIN.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    },
  });
}

async function get({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: withIds(publicKey.allowCredentials),
    },
  });
}

function plain(credential) {
  const { response } = credential;
  const sent = {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(response.clientDataJSON) },
  };
  if (credential.authenticatorAttachment) sent.authenticatorAttachment = credential.authenticatorAttachment;
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) sent.response[part] = text(response[part]);
  }
  if (response.getTransports) sent.response.transports = response.getTransports();
  return sent;
}

function prepare(form) {
  const trouble = form.querySelector("[data-passkey-trouble]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    try {
      const ask = form.dataset.passkey === "create" ? create : get;
      const credential = await ask(await options(form));
      form.elements.credential.value = JSON.stringify(plain(credential));
      form.submit();
    } catch (error) {
      trouble.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-passkey]").forEach(prepare);
} else {
  document.querySelectorAll("form[data-passkey]").forEach((form) => form.remove());
}
