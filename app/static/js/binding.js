// Puts what the server shows into the places the template left for it: text as text, never markup.
//
// data-fill-text="key"   the element's text        data-fill-title, data-fill-label   title, aria-label
// data-fill-grade, data-fill-state="key"           data-grade, data-state, for the stylesheet
// data-fill-when="key"   hidden while empty        data-fill-list="key"   one child per item, made from
//                        its <template>; with data-key="field" a child stays with its item

function setText(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function rowFor(list, item, index, template) {
  const key = list.dataset.key && item[list.dataset.key];
  const rows = [...list.children].filter((child) => child !== template);
  const known = key === undefined ? rows[index] : rows.find((row) => row.dataset.key === key);
  const row = known ?? template.content.firstElementChild.cloneNode(true);
  if (key !== undefined) {
    row.dataset.key = key;
  }
  if (rows[index] !== row) {
    list.insertBefore(row, rows[index] ?? null);
  }
  return row;
}

function fillList(list, items) {
  const template = list.querySelector(":scope > template");
  items.forEach((item, index) => fill(rowFor(list, item, index, template), item));
  const rows = [...list.children].filter((child) => child !== template);
  rows.slice(items.length).forEach((row) => row.remove());
}

export function fill(place, data) {
  const marks = place.dataset;
  if (marks.fillWhen) {
    place.hidden = !data[marks.fillWhen];
  }
  if (marks.fillTitle) {
    place.title = data[marks.fillTitle];
  }
  if (marks.fillLabel) {
    place.setAttribute("aria-label", data[marks.fillLabel]);
  }
  if (marks.fillGrade) {
    marks.grade = data[marks.fillGrade];
  }
  if (marks.fillState) {
    marks.state = data[marks.fillState];
  }
  if (marks.fillList) {
    fillList(place, data[marks.fillList]);
  } else if (marks.fillText) {
    setText(place, data[marks.fillText]);
  } else if (!marks.chart) {
    [...place.children].forEach((child) => fill(child, data)); // a chart's card looks after itself
  }
}
