// What axe finds in a page and its frames.
import AxeBuilder from "@axe-core/playwright";

/** What is serious, as lines that say where. */
export async function faults(page, rules) {
  const axe = new AxeBuilder({ page });
  if (rules) axe.withRules(rules);
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id} at ${target.flat().join(" ")}: ${any.map((it) => it.message).join("; ")}`),
  );
}
