// Marks the section the reader is in.

export function followSections(nav) {
  const links = new Map(
    [...nav.querySelectorAll("a")].map((link) => [document.querySelector(link.hash), link]),
  );
  const visible = new Set();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        isIntersecting ? visible.add(target) : visible.delete(target);
      }
      const here = [...links.keys()].find((section) => visible.has(section));
      for (const [section, link] of links) {
        section === here ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-136px 0px -55% 0px" },
  );
  for (const section of links.keys()) {
    watcher.observe(section);
  }
}
