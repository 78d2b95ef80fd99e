// Fields of a form as a person finds them.

/** A text field by its label; its numeric pad is named like it. */
export function field(page, name, options) {
  return page.locator("input, textarea").and(page.getByLabel(name, options));
}

/** A box by its label. */
export function box(page, name) {
  return page.getByRole("checkbox", { name });
}

/** A choice by its label. */
export function radio(page, name) {
  return page.getByRole("radio", { name, exact: true });
}

/** The list of what is wrong, on top of a page. */
export function summary(page) {
  return page.getByRole("group", { name: "Bitte prüfen Sie Ihre Angaben" });
}

/** Types a date into its three fields. */
export async function date({ page, hands }, name, { day, month, year }) {
  const group = page.getByRole("group", { name });
  await hands.write(group.getByLabel("Tag", { exact: true }), String(day));
  await hands.write(group.getByLabel("Monat", { exact: true }), String(month));
  await hands.write(group.getByLabel("Jahr", { exact: true }), String(year));
}

/** The day so many days ago in Germany; days to come have a minus. */
export function daysAgo(days) {
  const at = new Date(Date.now() - days * 86_400_000);
  const [year, month, day] = at.toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" }).split("-").map(Number);
  return { day, month, year };
}

const two = (number) => String(number).padStart(2, "0");

/** A day as it is printed. */
export function onPaper({ day, month, year }) {
  return `${two(day)}.${two(month)}.${year}`;
}

/** A day as a machine readable zone has it. */
export function inZone({ day, month, year }) {
  return `${two(year % 100)}${two(month)}${two(day)}`;
}
