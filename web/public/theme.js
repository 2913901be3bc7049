// Runs before the first paint, so that a remembered theme or density never flashes.
// It is its own file because the content security policy allows no inline script.
try {
  const theme = localStorage.getItem("probity.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (localStorage.getItem("probity.density") === "compact")
    document.documentElement.dataset.density = "compact";
} catch {
  // Storage may be forbidden; the system's preference then holds.
}
