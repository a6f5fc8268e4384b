// Uploads that broke off before this page was loaded: what to do to go on.

import { allBegun, forget } from "./begun-uploads.js";
import { element } from "./element.js";
import { exact } from "./numbers.js";
import { standing } from "./resumable.js";
import { visible } from "./visible.js";

// Fills the list `place` and shows it where there is any.
export async function showUnfinished(place) {
  for (const { url, name, size } of allBegun()) {
    const offset = await standing(url).catch(() => undefined); // nobody answers: say nothing
    if (offset === null || offset === size) {
      forget(url);
    } else if (offset !== undefined) {
      const share = Math.floor((100 * offset) / size);
      const text = `The upload of ${visible(name)} stopped at ${share} %. Choose the same file again, and it goes on from there.`;
      place.append(element("li", { title: `${exact(offset)} of ${exact(size)} bytes` }, text));
      place.hidden = false;
    }
  }
}
