// Draws one card at a time and lets the page breathe between: the first chart is seen before the last
// is drawn, and a click never waits for all of them.

const waiting = new Set();

function work() {
  const [card] = waiting;
  waiting.delete(card);
  try {
    card.draw();
  } finally {
    if (waiting.size > 0) {
      setTimeout(work);
    }
  }
}

export function drawSoon(card) {
  waiting.add(card);
  if (waiting.size === 1) {
    setTimeout(work);
  }
}
