// "API": what a page or a panel shows, as a command and as a program to copy.

const byId = (id) => document.getElementById(id);

// In single quotes nothing has a meaning to a shell but the quote itself.
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curl(method, url) {
  return method === "PUT" ? `curl -T access.log ${quoted(url)}` : `curl ${quoted(url)}`;
}

function python(method, url) {
  const address = JSON.stringify(url);
  const asked =
    method === "PUT"
      ? `request = urllib.request.Request(${address}, open("access.log", "rb"), method="PUT")\n` +
        'request.add_header("Content-Length", str(os.path.getsize("access.log")))'
      : `request = ${address}`;
  const imports = method === "PUT" ? "import json\nimport os\nimport urllib.request" : "import json\nimport urllib.request";
  return `${imports}\n\n${asked}\nwith urllib.request.urlopen(request) as answer:\n    found = json.load(answer)`;
}

async function copy(place, said) {
  try {
    await navigator.clipboard.writeText(place.textContent);
    said.textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(place); // no clipboard here: it is marked, for the keyboard
    said.textContent = "Marked: copy it with the keyboard.";
  }
}

// Wires every button with data-api, a path of this server, to the dialog of the page.
export function wireApi() {
  const dialog = byId("api");
  for (const button of document.querySelectorAll("[data-api]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const url = new URL(button.dataset.api, location.href).href;
      byId("api-curl").textContent = curl(button.dataset.method, url);
      byId("api-python").textContent = python(button.dataset.method, url);
      byId("api-said").textContent = "";
      dialog.showModal();
    });
  }
  dialog.addEventListener("click", ({ target }) => {
    if (target.dataset.copy) {
      copy(byId(target.dataset.copy), byId("api-said"));
    }
  });
}
