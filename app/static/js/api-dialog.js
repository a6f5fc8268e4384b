// "API": what a page or a panel shows, as a command and as a program to copy.

import { copyText } from "./clipboard.js";

const byId = (id) => document.getElementById(id);

// In single quotes nothing has a meaning to a shell but the quote itself.
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curl(method, url, guarded) {
  const token = guarded ? '-H "Authorization: Bearer $LOGLANES_TOKEN" ' : "";
  return `curl ${token}${method === "PUT" ? "-T access.log " : ""}${quoted(url)}`;
}

function python(method, url, guarded) {
  const address = JSON.stringify(url);
  const asked =
    method === "PUT"
      ? [
          `request = urllib.request.Request(${address}, open("access.log", "rb"), method="PUT")`,
          'request.add_header("Content-Length", str(os.path.getsize("access.log")))',
        ]
      : [`request = urllib.request.Request(${address})`];
  if (guarded) {
    asked.push('request.add_header("Authorization", "Bearer " + os.environ["LOGLANES_TOKEN"])');
  }
  const imports = ["json", ...(method === "PUT" || guarded ? ["os"] : []), "urllib.request"];
  return `${imports.map((one) => `import ${one}`).join("\n")}\n\n${asked.join("\n")}\nwith urllib.request.urlopen(request) as answer:\n    found = json.load(answer)`;
}

// Wires every button with data-api, a path of this server, to the dialog of the page.
export function wireApi() {
  const dialog = byId("api");
  const guarded = "guarded" in dialog.dataset;
  for (const button of document.querySelectorAll("[data-api]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const url = new URL(button.dataset.api, location.href).href;
      byId("api-curl").textContent = curl(button.dataset.method, url, guarded);
      byId("api-python").textContent = python(button.dataset.method, url, guarded);
      byId("api-said").textContent = "";
      dialog.showModal();
    });
  }
  dialog.addEventListener("click", ({ target }) => {
    if (target.dataset.copy) {
      copyText(byId(target.dataset.copy), byId("api-said"));
    }
  });
}
